"""The layers are made once, when the module is loaded. All models share them, and training one
trains them all. Make them in __init__."""

import torch
from torch import nn

FIRST, SECOND = nn.Linear(1, 10), nn.Linear(10, 1)


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1, self.layer2 = FIRST, SECOND

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer2(torch.relu(self.layer1(x)))
