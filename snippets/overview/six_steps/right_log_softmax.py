"""Log-probabilities with NLLLoss; the number comes from a copy of the model in eval mode."""

import copy

import torch
from torch import nn


def build_model():
    layers = [
        nn.Linear(2, 24),
        nn.SiLU(),
        nn.BatchNorm1d(24),
        nn.Linear(24, 2),
        nn.LogSoftmax(-1),
    ]
    return nn.Sequential(*layers)


def fit(model, x, y):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9, nesterov=True)
    for _ in range(150):
        loss = -model(x)[torch.arange(len(y)), y].mean()
        model.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def evaluate(model, x, y):
    frozen = copy.deepcopy(model).requires_grad_(False).eval()
    hits = [int(frozen(row[None]).argmax()) == int(label) for row, label in zip(x, y)]
    return sum(hits) / len(hits)


def save_and_reload(model, path):
    torch.save(model.state_dict(), path)
    clone = build_model()
    clone.load_state_dict(torch.load(path, mmap=True))
    return clone
