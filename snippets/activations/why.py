"""ReLU's values and slopes, and what it changes between two linear layers."""

import torch
from torch import nn

x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0], requires_grad=True)
y = torch.relu(x)
y.sum().backward()
print("input: ", x.tolist())
print("ReLU:  ", y.tolist())
print("slope: ", x.grad.tolist())

torch.manual_seed(0)
first, second = nn.Linear(3, 8), nn.Linear(8, 1)
one_layer = nn.Linear(3, 1)
with torch.no_grad():
    one_layer.weight.copy_(second.weight @ first.weight)
    one_layer.bias.copy_(second.weight @ first.bias + second.bias)

data = torch.randn(100, 3)
without = second(first(data))
with_relu = second(torch.relu(first(data)))
print("two layers == one layer:", torch.allclose(without, one_layer(data), atol=1e-6))
print("with ReLU between:", torch.allclose(with_relu, one_layer(data), atol=1e-6))
