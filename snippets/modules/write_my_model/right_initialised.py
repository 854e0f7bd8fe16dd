"""An nn.ReLU attribute, and initial weights drawn for it."""

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super(MyModel, self).__init__()
        self.layer2 = nn.Linear(in_features=10, out_features=1)
        self.layer1 = nn.Linear(in_features=1, out_features=10)
        self.relu = nn.ReLU()
        nn.init.kaiming_normal_(self.layer1.weight, nonlinearity="relu")
        nn.init.zeros_(self.layer1.bias)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        hidden = self.relu(self.layer1(inputs))
        return self.layer2(hidden)
