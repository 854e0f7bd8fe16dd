"""The same sample in a batch of two and in a batch of eight, in train mode."""

import torch
from torch import nn

torch.manual_seed(0)
batch = torch.randn(8, 6) * 3 + 1
small_batch = batch[:2]

for norm in (nn.LayerNorm(6), nn.BatchNorm1d(6)):
    in_small, in_large = norm(small_batch)[0], norm(batch)[0]
    print(type(norm).__name__, "- same output for the sample:", end=" ")
    print(torch.allclose(in_small, in_large, atol=1e-5))

    out = norm(batch)
    print("    mean over its features is 0:", bool((out.mean(1).abs() < 1e-5).all()))
    print("    mean over the batch is 0:   ", bool((out.mean(0).abs() < 1e-5).all()))

try:
    norm(batch[:1])
except ValueError as error:
    print("BatchNorm1d, one row in train mode:", type(error).__name__)
