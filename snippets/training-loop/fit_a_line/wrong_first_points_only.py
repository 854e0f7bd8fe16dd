"""It trains on the first 50 points only. If x is in order they lie close together at one end, and
say too little about the line. Use all points in every epoch."""

import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(200):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x[:50]), y[:50]).backward()
        optimizer.step()
    return model
