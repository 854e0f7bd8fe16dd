"""Nobody asked for dropout. In training mode it sets hidden units to 0 at random, so the same input
gives another prediction each time."""
# needs: Dropout | dropout

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer2(self.dropout(torch.relu(self.layer1(x))))
