"""A skip connection and an extra argument: easy in forward, not in Sequential."""

import torch
from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.transform = nn.Linear(width, width)

    def forward(self, x, scale=1.0):
        return x + scale * self.transform(x)


block = ResidualBlock(4)
nn.init.zeros_(block.transform.weight)
nn.init.zeros_(block.transform.bias)

x = torch.randn(2, 4)
print("a block that has learned nothing passes x on:", torch.equal(block(x), x))
print("second argument, block called directly:", block(x, 0.5).shape)

stack = nn.Sequential(block, block)
try:
    stack(x, 0.5)
except TypeError as error:
    print("second argument, through Sequential:", error)
