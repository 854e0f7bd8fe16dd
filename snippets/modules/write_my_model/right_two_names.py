"""The layers are made in a Sequential, and have a second name each."""

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.stack = nn.Sequential(nn.Linear(1, 10), nn.ReLU(), nn.Linear(10, 1))
        self.layer1, self.layer2 = self.stack[0], self.stack[2]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.stack(x)
