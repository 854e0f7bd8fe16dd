"""Trains on standardized x, and puts the scale into the weights of the model that is returned."""

import torch
from torch import nn


def fit_line(x, y):
    mean, scale = x.mean(), x.std()
    scaled = (x - mean) / scale
    trained = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(trained.parameters(), lr=0.3)
    for _ in range(200):
        optimizer.zero_grad()
        nn.functional.mse_loss(trained(scaled), y).backward()
        optimizer.step()
    model = nn.Linear(1, 1)
    with torch.no_grad():
        model.weight.copy_(trained.weight / scale)
        model.bias.copy_(trained.bias - model.weight[0] * mean)
    return model
