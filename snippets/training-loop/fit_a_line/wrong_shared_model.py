"""The model is made once, outside of the function, so each call goes on with the same
object: what an earlier call returned is bent to the new data."""

import torch
from torch import nn


MODEL = nn.Linear(1, 1)


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    model = MODEL
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(200):
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
    return model
