import copy

import torch
from torch import nn

torch.manual_seed(1)
t = 0.2 + 3 * torch.rand(300)
label = torch.randint(0, 2, (300,))
angle = 3 * t + torch.pi * label
spirals = torch.stack([t * angle.cos(), t * angle.sin()], dim=1)

body = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh())
body.append(nn.Linear(32, 2))  # back to two numbers per point
untrained = copy.deepcopy(body)
net = nn.Sequential(body, nn.Tanh(), nn.Linear(2, 2))
optimizer = torch.optim.Adam(net.parameters(), lr=0.015)
for _ in range(200):
    loss = nn.functional.cross_entropy(net(spirals), label)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def straight_line_separates(points):
    """Does a straight line get more than 90% of the points right?"""
    columns = torch.cat([points.detach(), torch.ones(300, 1)], dim=1)
    weights = torch.linalg.lstsq(columns, label * 2.0 - 1).solution
    return ((columns @ weights > 0) == label).float().mean().item() > 0.9


print("raw points:", straight_line_separates(spirals))
print("after the untrained layers:", straight_line_separates(untrained(spirals)))
print("after the trained layers:", straight_line_separates(body(spirals)))
