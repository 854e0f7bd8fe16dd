"""Pretrain a body on the digits 0-4, then learn 5-9 from three labels each."""

import copy

import torch
from sklearn.datasets import load_digits
from torch import nn

images, digits = load_digits(return_X_y=True)
images, digits = torch.tensor(images).float() / 16, torch.tensor(digits)


def train(body, x, y):
    model = nn.Sequential(body, nn.Linear(64, 5))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)  # skips frozen ones
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    return model


torch.manual_seed(0)
fresh = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU())
pretrained, old = copy.deepcopy(fresh), digits < 5
train(pretrained, images[old][:500], digits[old][:500])
pretrained.requires_grad_(False)
x, y = images[~old], digits[~old] - 5  # the first 15 are three of each
accuracy = {}
for how, body in {"scratch": fresh, "frozen": pretrained}.items():
    right = train(body, x[:15], y[:15])(x[15:]).argmax(1) == y[15:]
    accuracy[how] = right.float().mean().item()
    print(f"new digits, {how} body: accuracy {accuracy[how]:.2f}")
assert accuracy["scratch"] > accuracy["frozen"] + 0.1
