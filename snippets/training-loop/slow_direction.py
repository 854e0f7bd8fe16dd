"""Fit y = 2x + 0 by gradient descent: one direction in (weight, bias) is slow."""

import torch
from torch import nn

LR, STEPS = 0.01, 1000


def show(name, x):
    inputs = torch.cat([x, torch.ones_like(x)], dim=1)
    hessian = 2 * inputs.T @ inputs / len(x)
    slow, fast = torch.linalg.eigvalsh(hessian).tolist()
    print(f"{name}: curvatures {slow:.2f} and {fast:.2f}, lr limit {2 / fast:.2f}")
    print(f"{name}: slow error left after 1000 steps {(1 - LR * slow) ** STEPS:.4f}")


def prediction_for_4(lr):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(STEPS):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x), 2 * x).backward()
        optimizer.step()
    return model(torch.tensor([[4.0]])).item()


x = torch.tensor([[1.0], [2.0], [3.0]])
show("x as it is", x)
show("x centered", x - x.mean())
print(f"model(4) after 1000 steps at lr 0.01: {prediction_for_4(0.01):.2f}")
print(f"model(4) after 1000 steps at lr 0.10: {prediction_for_4(0.1):.2f}")
