"""Depth counts layers, width counts units. What do they cost?"""

from torch import nn


def mlp(hidden_layers, width):
    layers = [nn.Linear(8, width), nn.ReLU()]
    for _ in range(hidden_layers - 1):
        layers += [nn.Linear(width, width), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(width, 2))


for name, hidden_layers, width in (
    ("base", 2, 16),
    ("deeper", 4, 16),
    ("wider", 2, 32),
):
    model = mlp(hidden_layers, width)
    weights = sum(p.numel() for p in model.parameters())
    print(
        f"{name}: {hidden_layers} hidden layers of {width} units, {weights} parameters"
    )
