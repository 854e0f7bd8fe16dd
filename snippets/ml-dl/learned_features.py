"""A disk and a ring around it: who supplies the feature that separates them?"""

import torch
from torch import nn

torch.manual_seed(0)
radius = torch.cat([torch.rand(400), 1.5 + torch.rand(400)])  # disk, ring around it
angle = torch.rand(800) * 2 * torch.pi
xy = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
label = (radius > 1.25).float()
order = torch.randperm(800)
train, test = order[:600], order[600:]


def accuracy(model, features):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(80):
        logits = model(features[train])[:, 0]
        loss = nn.functional.binary_cross_entropy_with_logits(logits, label[train])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return ((model(features[test])[:, 0] > 0) == label[test]).float().mean().item()


squared_radius = xy.square().sum(1, keepdim=True)  # a feature that a person invented
net = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
raw = accuracy(nn.Linear(2, 1), xy)
crafted = accuracy(nn.Linear(1, 1), squared_radius)
learned = accuracy(net, xy)
print(f"linear, raw x and y:       {raw:.2f}")
print(f"linear, hand-made feature: {crafted:.2f}")
print(f"small net, raw x and y:    {learned:.2f}")
assert raw < 0.75 < 0.95 < min(crafted, learned)
