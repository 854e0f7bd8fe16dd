"""A small net: what do more rows buy, and what can they not buy?"""

import torch
from torch import nn

torch.manual_seed(0)
direction = torch.randn(20)


def sample(rows, flipped):
    """Labels follow a direction; a share of them is flipped by a coin."""
    x = torch.randn(rows, 20)
    y = x @ direction > 0
    return x, (y ^ (torch.rand(rows) < flipped)).float()


x_test, y_test = sample(1000, flipped=0.0)
results = {}
for flipped in (0.0, 0.3, 0.5):
    for rows in (20, 200, 2000):
        x, y = sample(rows, flipped)
        net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 1))
        optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
        for _ in range(30):
            loss = nn.functional.binary_cross_entropy_with_logits(net(x)[:, 0], y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        right = ((net(x_test)[:, 0] > 0) == y_test).float().mean().item()
        results[flipped, rows] = right
        print(f"labels flipped {flipped:.0%}, rows {rows:4}: accuracy {right:.2f}")
assert results[0.0, 2000] > results[0.0, 20] + 0.1
assert results[0.3, 2000] > results[0.3, 20] + 0.05
assert results[0.5, 2000] < 0.7
