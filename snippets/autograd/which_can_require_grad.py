"""Only continuous dtypes can be tracked."""

import torch

for value in (2, True, 2.0, 2 + 1j):
    dtype = torch.tensor(value).dtype
    try:
        torch.tensor(value, requires_grad=True)
        print(f"{value!s:7} {dtype}: ok")
    except RuntimeError as error:
        print(f"{value!s:7} {dtype}: {error}")

half = torch.ones(2, dtype=torch.bfloat16, requires_grad=True)
assert half.requires_grad
print(f"ones    {half.dtype}: ok")
