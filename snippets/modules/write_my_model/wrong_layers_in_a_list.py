"""The layers sit in a Python list or dict: nn.Module does not look into these, so no parameter is
registered and an optimizer would refuse the model."""

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(1, 10), nn.Linear(10, 1)]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers[1](torch.relu(self.layers[0](x)))
