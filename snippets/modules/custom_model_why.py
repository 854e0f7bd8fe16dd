"""What needs a forward of your own, and what a Sequential can do after all."""

import torch
from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.transform = nn.Linear(width, width)

    def forward(self, x, scale=1.0):
        return x + scale * self.transform(x)


torch.manual_seed(0)
block, x = ResidualBlock(64), torch.randn(1000, 64)
print("second argument, block called directly:", tuple(block(x, 0.5).shape))
try:
    nn.Sequential(block, block)(x, 0.5)
except TypeError as error:
    print("second argument, through Sequential:", error)

layer = nn.Linear(64, 64)
twice = nn.Sequential(layer, nn.ReLU(), layer)
print("one layer twice in a Sequential, output:", tuple(twice(x).shape))
ends_in_lstm = nn.Sequential(layer, nn.LSTM(64, 8))
print("a Sequential that ends in an LSTM returns:", type(ends_in_lstm(x)).__name__)

ratio = (block.transform(x).norm() / x.norm()).item()
print(f"default start, length of transform(x) / length of x: {ratio:.1f}")
nn.init.zeros_(block.transform.weight)
nn.init.zeros_(block.transform.bias)
print("transform starts at zero, the block returns x:", torch.equal(block(x), x))
