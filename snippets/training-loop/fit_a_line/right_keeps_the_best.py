"""Keeps a copy of the best weights so far; the model that is returned is built from them."""

import copy
import math

import torch
from torch import nn


def fit_line(x, y):
    model = nn.Linear(1, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    best, state = math.inf, {}
    for _ in range(400):
        loss = nn.functional.mse_loss(model(x), y)
        if loss.item() < best:
            best, state = loss.item(), copy.deepcopy(model.state_dict())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    result = nn.Linear(1, 1)
    result.load_state_dict(state)
    return result
