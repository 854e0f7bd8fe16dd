import torch
from torch import nn

gradient = torch.tensor([2.0])

weight = nn.Parameter(torch.tensor([1.0]))
optimizer = torch.optim.SGD([weight], lr=0.1)
weight.grad = gradient
optimizer.step()
print(f"plain SGD, weight after one step: {weight.item():.2f}")

weight = nn.Parameter(torch.tensor([1.0]))
optimizer = torch.optim.SGD([weight], lr=0.1, momentum=0.9)
for step in (1, 2):
    before = weight.item()
    weight.grad = gradient
    optimizer.step()
    print(f"momentum, length of step {step}: {before - weight.item():.2f}")
