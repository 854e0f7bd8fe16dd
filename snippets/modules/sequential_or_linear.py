"""Sequential only calls its layers in order: one input, one output."""

import torch
from torch import nn

hidden = nn.Linear(1, 10)
output = nn.Linear(10, 1)
model = nn.Sequential(hidden, nn.ReLU(), output)


def count(module):
    return sum(parameter.numel() for parameter in module.parameters())


print("parameters of the first Linear:", count(hidden))
print("parameters of the last Linear:", count(output))
print("parameters of the Sequential:", count(model))

x = torch.randn(4, 1)
by_hand = output(torch.relu(hidden(x)))
print("same as calling the layers by hand:", torch.equal(model(x), by_hand))

try:
    model(x, x)
except TypeError as error:
    print("two inputs:", error)
