"""The output is squeezed to shape (N,): against targets of shape (N, 1) a loss would
broadcast to (N, N) and train the wrong thing."""

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer2(torch.relu(self.layer1(x))).squeeze(1)
