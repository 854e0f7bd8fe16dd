import torch
from torch import nn


def conv():
    layer = nn.Conv2d(1, 1, kernel_size=3, padding=1, bias=False)
    nn.init.ones_(layer.weight)
    return layer


def pixels_seen(*layers):
    """Width of the input area that one output pixel in the middle depends on."""
    image = torch.zeros(1, 1, 32, 32, requires_grad=True)
    output = nn.Sequential(*layers)(image)
    middle = output.shape[-1] // 2
    output[0, 0, middle, middle].backward()
    return int((image.grad[0, 0] != 0).any(dim=0).sum())


print("conv:", pixels_seen(conv()))
print("conv, conv:", pixels_seen(conv(), conv()))
print("conv, conv, conv:", pixels_seen(conv(), conv(), conv()))
print("conv, pool, conv:", pixels_seen(conv(), nn.AvgPool2d(2), conv()))
