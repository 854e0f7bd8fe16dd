"""weight_decay pulls weight and bias towards 0: the minimum that is reached is not that of the
mean squared error. Here nothing overfits, so there is nothing to hold back."""
# needs: weight_decay

import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, weight_decay=0.01)
    for _ in range(200):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
    return model
