"""The tables that a call looks for are made by hand, one after the other. Those that nobody has
looked for yet are still missing."""

import torch
from torch import nn


class Scale(nn.Module):
    def __init__(self, factor):
        self.factor = factor
        self._backward_hooks = self._backward_pre_hooks = {}
        self._forward_hooks = self._forward_pre_hooks = {}

    def forward(self, x):
        return self.factor * x


layer = Scale(2.0)
print("factor:", layer.factor)

scaled = layer(torch.tensor([1.0, 2.0]))
print("scaled:", scaled.tolist())
model = nn.Sequential(layer, layer).eval()
print("twice, in a Sequential:", model(scaled).tolist())
