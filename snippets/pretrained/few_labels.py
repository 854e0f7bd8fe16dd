"""A small network pretrained on plenty of data, then 20 labels of a related task."""

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
body.requires_grad_(False)
accuracy = {}
untrained = nn.Sequential(nn.Linear(30, 32), nn.ReLU())
for name, features in (("from scratch", untrained), ("frozen body, new head", body)):
    model = nn.Sequential(features, nn.Linear(32, 2))
    fit(model, x[few], new_task[few])
    accuracy[name] = (model(x[new]).argmax(1) == new_task[new]).float().mean()
    print(f"{name}: accuracy {accuracy[name]:.2f}")
assert accuracy["frozen body, new head"] > accuracy["from scratch"] + 0.05
