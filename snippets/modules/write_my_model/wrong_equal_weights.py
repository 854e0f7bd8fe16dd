"""All weights begin equal. Then all ten hidden units compute the same, get the same gradient
and stay equal: the layer is as good as one unit. Leave nn.Linear its random start."""

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)
        for layer in (self.layer1, self.layer2):
            nn.init.constant_(layer.weight, 0.1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer2(torch.relu(self.layer1(x)))
