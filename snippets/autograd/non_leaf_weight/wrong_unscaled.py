"""A leaf that is trained, but it no longer starts small."""

import torch

torch.manual_seed(0)
x = torch.randn(64, 3)
y = x @ torch.tensor([1.0, -2.0, 0.5])

weight = torch.randn(3, requires_grad=True)
bias = torch.zeros(1, requires_grad=True)
print("weight requires grad:", weight.requires_grad)
start = weight.detach().clone()
optimizer = torch.optim.SGD([weight, bias], lr=0.1)

for _ in range(200):
    loss = (x @ weight + bias - y).square().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

print(f"weight started small: {bool((start.abs() < 0.5).all())}")
print(f"final loss below 0.001: {loss.item() < 0.001}")
