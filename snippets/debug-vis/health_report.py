"""One batch forward and backward, then one line per layer."""

import math

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    nn.Conv2d(1, 4, kernel_size=3),
    nn.ReLU(),
    nn.Flatten(),
    nn.Linear(4 * 6 * 6, 10),
)
shapes = {}


def remember_shape(layer, inputs, output):
    shapes[layer] = tuple(output.shape)


handles = [layer.register_forward_hook(remember_shape) for layer in model]
x, y = torch.randn(16, 1, 8, 8), torch.randint(0, 10, (16,))
loss = nn.functional.cross_entropy(model(x), y)
loss.backward()
for handle in handles:
    handle.remove()

near = abs(loss.item() - math.log(10)) < 0.3
print(f"loss at the start, near ln(10) = {math.log(10):.2f}: {near}")
for name, layer in model.named_children():
    size = sum(p.numel() for p in layer.parameters())
    end = f", all with a gradient: {all(p.grad.any() for p in layer.parameters())}"
    kind = type(layer).__name__
    print(f"{name} {kind} {shapes[layer]}, {size} parameters{end if size else ''}")
