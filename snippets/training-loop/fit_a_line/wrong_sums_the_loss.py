"""The loss is a sum over the points, so that the gradient grows with their number: a rate that
suits 50 points diverges with 400. Take the mean."""

import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    loss_fn = nn.MSELoss(reduction="sum")
    for _ in range(300):
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
    return model
