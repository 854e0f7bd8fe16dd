"""Rprop looks at the signs of the gradients only, and finds its step sizes by itself."""

import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    model = nn.Linear(1, 1)
    optimizer = torch.optim.Rprop(model.parameters(), lr=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        (model(x) - y).pow(2).mean().backward()
        optimizer.step()
    return model
