"""torch.tensor(data) copies data; torch.Tensor(size) only reserves memory."""

import torch

print("torch.Tensor(3)  : shape", tuple(torch.Tensor(3).shape))
print("torch.tensor(3)  : shape", tuple(torch.tensor(3).shape))
print("torch.Tensor(2,3): shape", tuple(torch.Tensor(2, 3).shape))

# A list is taken as data by both, but only one of them looks at the values' type.
print("torch.Tensor([3]):", torch.Tensor([3]).dtype)
print("torch.tensor([3]):", torch.tensor([3]).dtype)

values = torch.tensor([5, 6, 7])
print("values[torch.tensor([2])]:", values[torch.tensor([2])].tolist())
try:
    values[torch.Tensor([2])]
except IndexError:
    print("values[torch.Tensor([2])]: IndexError")
