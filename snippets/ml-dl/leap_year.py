"""An exact rule exists. What does a net make of 600 examples of it?"""

from calendar import isleap

import torch
from torch import nn


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


torch.manual_seed(0)
years = torch.randperm(800) + 1600  # 1600 to 2399, shuffled
leap = torch.tensor([isleap(year) for year in years.tolist()]).float()
inputs = ((years - 2000) / 400)[:, None]

net = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU())
net.append(nn.Linear(32, 1))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for _ in range(300):
    logits = net(inputs[:600])[:, 0]
    loss = nn.functional.binary_cross_entropy_with_logits(logits, leap[:600])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

test = leap[600:]
by_net = (net(inputs[600:])[:, 0] > 0).float()
print(
    "rule, all 800 years right:", [is_leap(y) for y in years.tolist()] == leap.tolist()
)
print(f"net, accuracy on 200 new years:   {(by_net == test).float().mean():.2f}")
print(f"always 'no leap year', the same:  {(test == 0).float().mean():.2f}")
assert (by_net == test).float().mean() < 0.9
