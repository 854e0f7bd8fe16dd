import torch
from torch import nn

x = torch.ones(2)
layer = nn.Linear(2, 1)

x.to(torch.float64)
layer.to(torch.float64)
print("x:", x.dtype)
print("layer:", layer.weight.dtype)

same = x.to(torch.float32)
print("same object:", same is x)
