"""A split that is the same in every run, whatever else draws random numbers."""

import torch
from torch.utils.data import random_split

samples = range(10)


def split(seed):
    generator = torch.Generator().manual_seed(seed)
    return random_split(samples, [0.8, 0.2], generator=generator)


train, test = split(seed=42)
print("sizes:", len(train), len(test))
print("no overlap:", not set(train.indices) & set(test.indices))
print("complete:", sorted(train.indices + test.indices) == list(samples))

torch.rand(1000)  # other code uses the global generator in between
again, _ = split(seed=42)
print("same split again:", again.indices == train.indices)
