"""Pretrain a body on the digits 0-4, freeze it, then learn 5-9 with a new head."""

import copy

import torch
from sklearn.datasets import load_digits
from torch import nn

images, digits = load_digits(return_X_y=True)
images, digits = torch.tensor(images).float() / 16, torch.tensor(digits)


def train(body, x, y, steps=60):
    model = nn.Sequential(body, nn.Linear(64, 5))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)  # skips frozen ones
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    return model


torch.manual_seed(0)
fresh = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU())
pretrained, old = copy.deepcopy(fresh), digits < 5
train(pretrained, images[old][:500], digits[old][:500])
pretrained.requires_grad_(False)
untrained = copy.deepcopy(fresh).requires_grad_(False)
x, y = images[~old], digits[~old] - 5  # the first 15 are three of each


def accuracy(body, labels, steps=60):
    model = train(body, x[:labels], y[:labels], steps)
    return (model(x[500:]).argmax(1) == y[500:]).float().mean().item()


frozen = accuracy(pretrained, 15)
print("15 labels, frozen body below 0.6:", frozen < 0.6)
print("15 labels, ten times the steps below 0.6:", accuracy(pretrained, 15, 600) < 0.6)
print(
    "15 labels, untrained frozen body is better:",
    accuracy(untrained, 15) > frozen + 0.1,
)
print("15 labels, from scratch is better:", accuracy(fresh, 15) > frozen + 0.1)
print("450 labels, frozen body above 0.7:", accuracy(pretrained, 450, 400) > 0.7)
