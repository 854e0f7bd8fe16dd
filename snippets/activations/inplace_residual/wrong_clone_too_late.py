"""The copy is taken after the ReLU has overwritten x."""

import torch
from torch import nn


class ResidualBlock(nn.Module):
    """x + f(x), where f starts at zero: the new block passes its input through."""

    def __init__(self, width):
        super().__init__()
        self.activation = nn.ReLU(inplace=True)
        self.linear = nn.Linear(width, width)
        nn.init.zeros_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        change = self.linear(self.activation(x))
        return x.clone() + change


torch.manual_seed(0)
stem, block = nn.Linear(4, 4), ResidualBlock(4)
x = torch.randn(64, 4)
out = block(stem(x))
out.sum().backward()

print("smallest output is negative:", out.min().item() < 0)
print("block passes its input through:", torch.equal(out, stem(x)))
print("its linear layer can learn:", bool(block.linear.weight.grad.any()))

nn.init.eye_(block.linear.weight)  # now f(x) is the activation alone
(slopes,) = torch.autograd.grad(block(stem(x)).sum(), stem.bias)
expected = (1 + (stem(x) > 0).float()).sum(dim=0)
print("slope 2 above zero, 1 below:", torch.equal(slopes, expected))
