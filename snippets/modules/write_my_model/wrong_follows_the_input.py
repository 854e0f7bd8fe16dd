"""Whether to record is taken from the input. Training data requires no gradient, so no parameter
gets one either. Recording is on by default; whoever wants it off says torch.no_grad()."""
# needs: requires_grad

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x):
        with torch.set_grad_enabled(x.requires_grad):
            return self.layer2(torch.relu(self.layer1(x)))
