"""In-place operations change the caller's tensors, and the line is learned for the scaled
x: on the values that came in, weight and bias are wrong."""

import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    x -= x.mean()
    x /= x.std()
    model = nn.Linear(1, 1)
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    for _ in range(200):
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
    return model
