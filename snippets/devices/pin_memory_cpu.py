"""DataLoader(pin_memory=True) with and without an accelerator."""

import warnings

import torch
from torch.utils.data import DataLoader, TensorDataset

dataset = TensorDataset(torch.ones(4, 1))
present = torch.accelerator.is_available()
print("accelerator:", present)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    (batch,) = next(iter(DataLoader(dataset, batch_size=2, pin_memory=True)))
missing = any("no accelerator" in str(warning.message) for warning in caught)
print("warned about a missing accelerator:", missing)
print("batch is pinned:", batch.is_pinned())

raised = False
try:
    print("tensor.pin_memory():", torch.ones(2).pin_memory().is_pinned())
except RuntimeError as error:
    raised = True
    print("tensor.pin_memory(): RuntimeError:", error)

# On a machine with an accelerator the lines above differ, and there is nothing to show.
as_said = present or (missing and raised and not batch.is_pinned())
print("no accelerator: a warning, an unpinned batch, a RuntimeError by hand:", as_said)
