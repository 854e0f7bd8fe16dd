"""`x.requires_grad_()` marks the caller's own tensor, and each `backward()` adds to its `.grad`.
Only the weights are trained, and `nn.Linear` has marked those already."""
# needs: requires_grad_ | requires_grad

import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    x.requires_grad_()
    model = nn.Linear(1, 1)
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(200):
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
    return model
