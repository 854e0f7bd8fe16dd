"""Five of the ten hidden units begin alike in every model. They compute the same and get the same
gradient, so they are one unit. Every weight begins at random."""

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)
        nn.init.constant_(self.layer1.weight.data[:5], 0.5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer2(torch.relu(self.layer1(x)))
