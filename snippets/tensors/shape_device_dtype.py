import torch

x = torch.tensor([[1, 2], [3, 4]])
print("x:", x.shape, x.device, x.dtype)

r = torch.rand(2, 3)
print("r:", r.shape, r.device, r.dtype)
print("ndim:", x.ndim, r.ndim, torch.tensor(7).ndim)
