import torch

a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)

out = a * b - (a * b).detach()
out.backward()

print("out:", out.item())
print("a.grad:", a.grad.item())
print("b.grad:", b.grad.item())
