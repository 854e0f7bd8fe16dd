import torch
from torch import nn


def first_step(optimizer_class, gradient):
    weight = nn.Parameter(torch.tensor([0.0]))
    optimizer = optimizer_class([weight], lr=0.1)
    weight.grad = torch.tensor([gradient])
    optimizer.step()
    return abs(weight.item())


for gradient in (0.01, 100.0):
    step = first_step(torch.optim.SGD, gradient)
    print(f"SGD, gradient {gradient}: step of {step:.3f}")

for gradient in (0.01, 100.0):
    step = first_step(torch.optim.Adam, gradient)
    print(f"Adam, gradient {gradient}: step of {step:.3f}")
