"""nn computes and holds, autograd fills .grad, optim updates the same tensors."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

held = optimizer.param_groups[0]["params"][0]
print("optimizer holds the very same tensor:", held is model.weight)

start = model.weight.detach().clone()
loss = model(torch.ones(1, 2)).sum()
loss.backward()
print("after backward, weight changed:", not torch.equal(model.weight, start))
print("after backward, grad:", model.weight.grad.tolist())

optimizer.step()
moved = start - model.weight
print(
    "after step, moved by 0.1 * grad:", torch.allclose(moved, 0.1 * model.weight.grad)
)

print("optimizer is an nn.Module:", isinstance(optimizer, nn.Module))
print("a loss is an nn.Module:", isinstance(nn.MSELoss(), nn.Module))
