"""A small network pretrained on plenty of data, then 20 labels of a related task."""

from copy import deepcopy

import torch
from torch import nn


def fit(model, x, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)  # skips frozen weights
    for _ in range(80):
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


torch.manual_seed(0)
hidden = torch.randn(30, 3)  # both tasks depend on these 3 directions
x = torch.randn(1300, 30)
old_task = ((x @ hidden > 0) * torch.tensor([1, 2, 4])).sum(1)
new_task = ((x @ hidden)[:, :2].sum(1) > 0).long()
few, new = slice(0, 20), slice(700, 1300)

body = nn.Sequential(nn.Linear(30, 32), nn.ReLU())
fit(nn.Sequential(body, nn.Linear(32, 8)), x[:600], old_task[:600])
untrained = nn.Sequential(nn.Linear(30, 32), nn.ReLU())
accuracy = []
for features in (untrained, deepcopy(body).requires_grad_(False), body):
    model = nn.Sequential(features, nn.Linear(32, 2))
    fit(model, x[few], new_task[few])
    right = model(x[new]).argmax(1) == new_task[new]
    accuracy.append(right.float().mean().item())
scratch, new_head, all_layers = accuracy
print("frozen body, new head: above 0.8:", new_head > 0.8)
print("ahead of training from scratch by over 0.1:", new_head > scratch + 0.1)
print("ahead of fine-tuning all layers by over 0.05:", new_head > all_layers + 0.05)
