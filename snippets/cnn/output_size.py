import math

import torch
from torch import nn


def output_size(n, kernel, stride, padding, dilation):
    return math.floor((n + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)


for n, kernel, stride, padding, dilation in (
    (28, 3, 1, 1, 1),
    (28, 3, 2, 1, 1),
    (28, 5, 1, 0, 1),
    (28, 5, 2, 1, 1),
    (28, 3, 1, 2, 2),
    (7, 2, 2, 0, 1),
):
    conv = nn.Conv2d(1, 1, kernel, stride, padding, dilation)
    size = conv(torch.zeros(1, 1, n, n)).shape[-1]
    print(f"{n} pixels, k={kernel} s={stride} p={padding} d={dilation}: {size}")
    assert size == output_size(n, kernel, stride, padding, dilation)
