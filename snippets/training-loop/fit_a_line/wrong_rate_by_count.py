"""The rate shrinks with the number of points, as would suit a sum. The loss is a mean already: with
3000 points the steps are so small that the line is not reached."""

import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=25 / len(x))
    loss_fn = nn.MSELoss()
    for _ in range(400):
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
    return model
