"""No NaN is left, and nothing else either: all gradients are 0, and nothing is learned."""

import torch
from torch import nn


def distances(points):
    """Euclidean distances of all pairs, (n, n)."""
    differences = points[:, None] - points[None, :]
    return differences.square().sum(dim=2).sqrt()


torch.manual_seed(0)
embedding = nn.Embedding(10, 4)
points = embedding(torch.arange(5))
others = ~torch.eye(5, dtype=torch.bool)  # a point is no pair with itself

loss = distances(points)[others].mean()
loss.backward()
embedding.weight.grad.nan_to_num_(nan=0.0)

print(f"mean distance: {loss.item():.2f}")
grad = embedding.weight.grad[:5]
print("gradient is finite, and no point's is 0:", bool(grad.isfinite().all() and grad.any(1).all()))
