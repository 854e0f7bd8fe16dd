"""zero_grad() of one layer clears its gradients alone; those of the others go on adding up. Clear
all: optimizer.zero_grad(), or model.zero_grad()."""
# needs: zero_grad

import torch
from torch import nn


def build_model():
    return nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2))


def fit(model, x, y):
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    optimizer.zero_grad()
    for _ in range(200):
        model[0].zero_grad()
        loss_function(model(x), y).backward()
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
