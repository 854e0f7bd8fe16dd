"""This is a sigmoid. It maps everything into (0, 1), and its gradient all but vanishes for large
inputs, which is what ReLU is there to avoid."""
# needs: sigmoid | Sigmoid

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer2(torch.sigmoid(self.layer1(x)))
