"""Lazy layers find their sizes themselves, with the first batch."""

from torch import nn


def build_model():
    return nn.Sequential(
        nn.LazyConv2d(16, 3),
        nn.LazyBatchNorm2d(),
        nn.LeakyReLU(0.1, inplace=True),
        nn.LazyConv2d(32, 3),
        nn.ELU(),
        nn.AvgPool2d(2),
        nn.Dropout(0.1),
        nn.Flatten(),
        nn.LazyLinear(10),
    )
