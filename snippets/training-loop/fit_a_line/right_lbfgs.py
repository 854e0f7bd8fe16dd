"""L-BFGS with a closure: a few steps of it are enough, and a subclass of Linear."""

import torch
from torch import nn


class Line(nn.Linear):
    def __init__(self):
        super().__init__(1, 1)


def fit_line(x, y):
    model = Line()
    optimizer = torch.optim.LBFGS(model.parameters(), max_iter=50)

    def closure():
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y, reduction="sum")
        loss.backward()
        return loss

    for _ in range(3):
        optimizer.step(closure)
    return model
