"""A seed belongs to the whole program: from here on all its random numbers, the head's first
weights among them, are the same in every run. A module in eval mode draws none, and needs none."""
# needs: manual_seed | seed

import torch
from torch import nn


class Frozen(nn.Module):
    def __init__(self, body):
        super().__init__()
        torch.manual_seed(0)
        self.body = body.requires_grad_(False).eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.body(x)


def freeze(backbone):
    return Frozen(backbone)
