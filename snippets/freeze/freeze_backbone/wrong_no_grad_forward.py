"""no_grad keeps the weights from getting gradients, but it changes no layer: in train
mode BatchNorm still updates its running statistics and dropout still drops."""
# needs: no_grad

import torch
from torch import nn


class NoGrad(nn.Module):
    def __init__(self, body: nn.Module):
        super().__init__()
        self.body = body

    @torch.no_grad()
    def forward(self, x):
        return self.body(x)


def freeze(backbone: nn.Module) -> nn.Module:
    return NoGrad(backbone)
