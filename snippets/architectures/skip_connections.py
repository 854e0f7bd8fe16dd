import torch
from torch import nn


def gradient_ratio(skip):
    """First layer's gradient norm over the last layer's, after 30 tanh layers."""
    torch.manual_seed(0)
    layers = [nn.Linear(32, 32) for _ in range(30)]
    h = torch.randn(16, 32)
    for layer in layers:
        h = h + torch.tanh(layer(h)) if skip else torch.tanh(layer(h))
    h.pow(2).mean().backward()
    return (layers[0].weight.grad.norm() / layers[-1].weight.grad.norm()).item()


for skip in (False, True):
    ratio = gradient_ratio(skip)
    print(f"skip={skip}: first layer gets over half of the last's:", ratio > 0.5)
