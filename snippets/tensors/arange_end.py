"""torch.arange leaves the end out; torch.linspace includes it."""

import torch

print("arange(0, 10, 2):  ", torch.arange(0, 10, 2).tolist())
print("arange(0, 11, 2):  ", torch.arange(0, 11, 2).tolist())
print("linspace(0, 10, 6):", torch.linspace(0, 10, 6).tolist())

# With a fractional step rounding decides how many steps fit before the end.
steps = torch.arange(1, 1.3, 0.1)
print(
    "arange(1, 1.3, 0.1) has", len(steps), "elements, the last is", f"{steps[-1]:.1f}"
)
