"""fit() puts the layers into eval mode and leaves the model itself in train mode. What counts is
each layer's own flag: dropout would not drop, BatchNorm would learn no statistics."""

import torch
from torch import nn


def build_model():
    return nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2))


def fit(model, x, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for layer in model.children():
        layer.eval()
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()


def evaluate(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(dim=1) == y).sum().item() / len(y)


def save_and_reload(model, path):
    torch.save(model.state_dict(), path)
    reloaded = build_model()
    reloaded.load_state_dict(torch.load(path))
    return reloaded
