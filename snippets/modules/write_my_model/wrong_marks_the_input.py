"""requires_grad_() changes the caller's own batch: it collects a gradient that nobody asked for,
and can't be changed in place any more. The parameters get theirs without it."""
# needs: requires_grad_ | requires_grad

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x):
        x.requires_grad_()
        return self.layer2(torch.relu(self.layer1(x)))
