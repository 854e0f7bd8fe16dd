"""view() asks for fitting strides, not for contiguous memory."""

import torch

grid = torch.arange(12).view(3, 4)
left = grid[:, :2]  # the first two columns: steps of 4 between rows, gaps in memory

print("left: shape", tuple(left.shape), "stride", left.stride())
print("left.is_contiguous():", left.is_contiguous())

split = left.view(3, 2, 1)
print("left.view(3, 2, 1): stride", split.stride())
print("still the same memory:", split.data_ptr() == grid.data_ptr())

try:
    left.view(6)
except RuntimeError:
    print("left.view(6): RuntimeError, no single stride reaches all six")
