"""The same inputs twice: once with their labels, once with shuffled ones."""

import math

import torch
from torch import nn

torch.manual_seed(0)
labels = torch.arange(400) % 2
inputs = torch.randn(400, 2) + torch.where(labels[:, None] == 1, 2.0, -2.0)
train, test = slice(0, 300), slice(300, None)


def fit(x, y):
    model = nn.Linear(2, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
    for _ in range(100):
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model, loss.item()


model, loss = fit(inputs[train], labels[train])
accuracy = (model(inputs[test]).argmax(1) == labels[test]).float().mean().item()
print("true labels, accuracy on unseen points above 0.95:", accuracy > 0.95)

shuffled = labels[train][torch.randperm(300)]
_, loss = fit(inputs[train], shuffled)
print(f"shuffled labels, loss {loss:.2f}; guessing gives {math.log(2):.2f}")
