"""Two Linears in a row can be multiplied out into one, of a rank that the middle bounds."""

import torch
from torch import nn

torch.manual_seed(0)
first, second = nn.Linear(64, 2), nn.Linear(2, 64)
single, merged = nn.Linear(64, 64), nn.Linear(64, 64)
with torch.no_grad():
    merged.weight.copy_(second.weight @ first.weight)
    merged.bias.copy_(second.weight @ first.bias + second.bias)

x = torch.randn(100, 64)
same = torch.allclose(second(first(x)), merged(x), atol=1e-5)
print("one Linear(64, 64) gives the same output:", same)


def rank(layer):
    return torch.linalg.matrix_rank(layer.weight).item()


def count(*layers):
    return sum(p.numel() for layer in layers for p in layer.parameters())


print("rank of the two multiplied out:", rank(merged))
print("rank of a single Linear's weight:", rank(single))
print("parameters:", count(first, second), "and", count(single))
