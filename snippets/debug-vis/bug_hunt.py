"""A few lines that fail alone, what is in them, one change, and the same lines again."""

import torch
from torch import nn

logits = torch.randn(4, 3)
labels = torch.tensor([0.0, 2.0, 1.0, 0.0])  # as they came out of a CSV file

try:
    nn.functional.cross_entropy(logits, labels)
except RuntimeError as error:
    print("fails alone:", error)
print("there: logits", tuple(logits.shape), logits.dtype, end=", ")
print("labels", tuple(labels.shape), labels.dtype)

labels = labels.long()  # one change: class indices are integers
loss = nn.functional.cross_entropy(logits, labels)
print("after one change: loss is finite:", loss.isfinite().item())
print("to mention when asking: torch", torch.__version__)
