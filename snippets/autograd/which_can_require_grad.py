"""Only floating point and complex tensors can be tracked."""

import torch

for line in (
    "torch.tensor(2, requires_grad=True)",
    "torch.zeros(2, 3, dtype=torch.bool, requires_grad=True)",
    "torch.tensor(2.0, requires_grad=True)",
    "torch.tensor(2 + 1j, requires_grad=True)",
    "torch.ones(2, dtype=torch.bfloat16, requires_grad=True)",
):
    try:
        print(f"{line}\n  {eval(line).dtype}")
    except RuntimeError as error:
        print(f"{line}\n  RuntimeError: {error}")
