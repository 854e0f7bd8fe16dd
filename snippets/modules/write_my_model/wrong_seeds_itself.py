"""A seed in __init__ gives every model the same weights, and sets back the random numbers of the
whole program: whoever draws next gets the same as last time. Seed once, where a run begins."""
# needs: manual_seed | seed

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer2(torch.relu(self.layer1(x)))
