"""A linear classifier and a net: what do more rows buy, and what can they not buy?"""

import torch
from torch import nn

torch.manual_seed(0)
direction = torch.randn(20)


def sample(rows, flipped):
    """Labels follow a direction; a share of them is flipped by a coin."""
    x = torch.randn(rows, 20)
    return x, ((x @ direction > 0) ^ (torch.rand(rows) < flipped)).float()


def accuracy(scores):
    return ((scores > 0) == y_test).float().mean().item()


x_test, y_test = sample(1000, flipped=0.0)
linear_at, net_at = {}, {}
for flipped in (0.0, 0.3, 0.5):
    for rows in (20, 200, 2000):
        x, y = sample(rows, flipped)
        ridge = x.T @ x + torch.eye(20)
        linear = accuracy(x_test @ torch.linalg.solve(ridge, x.T @ (2 * y - 1)))
        net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 1))
        optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
        for _ in range(30):
            optimizer.zero_grad()
            nn.functional.binary_cross_entropy_with_logits(net(x)[:, 0], y).backward()
            optimizer.step()
        deep = accuracy(net(x_test)[:, 0])
        linear_at[flipped, rows], net_at[flipped, rows] = linear, deep
        print(f"flipped {flipped:.0%}, rows {rows:4}: linear {linear:.2f}, net {deep:.2f}")
assert net_at[0.0, 2000] > net_at[0.0, 20] + 0.1
assert linear_at[0.3, 2000] > net_at[0.3, 2000] + 0.1
assert max(linear_at[0.5, 2000], net_at[0.5, 2000]) < 0.7
