"""Common activations on five inputs, and what one changes between two linear layers."""

import torch
from torch import nn
from torch.nn import functional

x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
print("input:  ", x.tolist())
for name in ("relu", "gelu", "silu", "sigmoid", "tanh"):
    values = getattr(functional, name)(x).tolist()
    print(f"{name + ':':8}", [round(value, 2) for value in values])
classes = torch.softmax(x, dim=0)
print("softmax:", [round(value, 2) for value in classes.tolist()])
print(f"softmax sums to: {classes.sum().item():.1f}")

zero = torch.zeros(1, requires_grad=True)
torch.relu(zero).backward()
print("slope of ReLU at 0:", zero.grad.item())

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
