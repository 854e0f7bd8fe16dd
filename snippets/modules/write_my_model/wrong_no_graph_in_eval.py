"""In eval mode nothing is recorded, so no gradient reaches the input. eval() is about dropout and
BatchNorm; whether to record is for the caller to say, with torch.no_grad()."""
# needs: training

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        with torch.set_grad_enabled(self.training):
            return self.layer2(torch.relu(self.layer1(x)))
