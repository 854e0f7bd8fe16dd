"""A ModuleDict whose keys are the names; ReLU is a choice between two tensors."""

import torch
from torch import nn


class MyModel(nn.ModuleDict):
    def __init__(self):
        super().__init__({"layer1": nn.Linear(1, 10), "layer2": nn.Linear(10, 1)})

    def forward(self, x):
        hidden = self["layer1"](x)
        return self["layer2"](torch.where(hidden > 0, hidden, 0))
