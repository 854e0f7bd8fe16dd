"""A reduction removes the dimension that it names."""

import torch

x = torch.arange(6.0).view(2, 3)

print("x: shape", tuple(x.shape), "ndim", x.ndim)
print("mean(dim=0): shape", tuple(x.mean(dim=0).shape), "=", x.mean(dim=0).tolist())
print("mean(dim=1): shape", tuple(x.mean(dim=1).shape), "=", x.mean(dim=1).tolist())
print("mean(dim=1, keepdim=True): shape", tuple(x.mean(dim=1, keepdim=True).shape))
print("mean(): shape", tuple(x.mean().shape), "=", x.mean().item())

try:
    torch.arange(3).mean()
except RuntimeError as error:
    print("arange(3).mean():", str(error).split(".")[0])
