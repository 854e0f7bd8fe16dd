"""Pretrain a body on the digits 0-4, freeze it, then learn 5-9 with a new head."""

import copy

import torch
from sklearn.datasets import load_digits
from torch import nn

pixels, digits = map(torch.tensor, load_digits(return_X_y=True))


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
train(pretrained, pixels[old][:500].float() / 16, digits[old][:500])
pretrained.requires_grad_(False)
untrained = copy.deepcopy(fresh).requires_grad_(False)
x, y = pixels[~old].float() / 16, digits[~old] - 5  # the first 15 are three of each


def accuracy(body, labels, steps=60):
    model = train(body, x[:labels], y[:labels], steps)
    return (model(x[500:]).argmax(1) == y[500:]).float().mean().item()


frozen, longer = accuracy(pretrained, 15), accuracy(pretrained, 15, 600)
print("15 labels, frozen body below 0.6:", frozen < 0.6)
print("15 labels, ten times the steps below 0.6:", longer < 0.6)
for name, body in (("untrained frozen body", untrained), ("from scratch", fresh)):
    print(f"15 labels, {name} is better:", accuracy(body, 15) > frozen + 0.1)
print("450 labels, frozen body above 0.7:", accuracy(pretrained, 450, 400) > 0.7)
