"""Gradient descent on a parabola of curvature 10: the limit is lr = 2 / 10."""

import torch
from torch import nn

CURVATURE = 10.0


def distance_after(lr, steps=20):
    weight = nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([weight], lr=lr)
    for _ in range(steps):
        loss = CURVATURE / 2 * weight**2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return abs(weight.item())


print("start: distance 1.000 from the minimum")
for lr, remark in (
    (0.001, "too small: slow"),
    (0.1, "1 / curvature: there in one step"),
    (0.19, "below the limit: overshoots, but shrinks"),
    (0.21, "above the limit: grows"),
):
    print(f"lr {lr}: distance {distance_after(lr):.3f} ({remark})")

for optimizer_class in (torch.optim.SGD, torch.optim.Adam):
    weight = nn.Parameter(torch.tensor(0.0))
    weight.grad = torch.tensor(100.0)
    optimizer_class([weight], lr=0.1).step()
    name, step = optimizer_class.__name__, abs(weight.item())
    print(f"lr 0.1, gradient 100: {name} steps {step:.1f}")
