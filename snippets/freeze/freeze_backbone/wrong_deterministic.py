"""use_deterministic_algorithms() holds for the whole program: training gets slower, and some layers
raise. Eval mode is what makes this module's output the same each time."""
# needs: use_deterministic_algorithms

import torch
from torch import nn


class Frozen(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body.requires_grad_(False).eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.body(x)


def freeze(backbone):
    torch.use_deterministic_algorithms(True)
    return Frozen(backbone)
