import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
d = x.detach()
d[0] = 50.0

print("x is now:", x.tolist())
print("x.requires_grad:", x.requires_grad)
print("d.requires_grad:", d.requires_grad)
