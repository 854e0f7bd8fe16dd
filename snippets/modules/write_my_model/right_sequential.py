"""A Sequential whose parts have names."""

from collections import OrderedDict

from torch import nn


class MyModel(nn.Sequential):
    def __init__(self, hidden=10):
        layers = OrderedDict()
        layers["layer1"] = nn.Linear(1, hidden)
        layers["activation"] = nn.ReLU(inplace=True)
        layers["layer2"] = nn.Linear(hidden, 1)
        super().__init__(layers)
