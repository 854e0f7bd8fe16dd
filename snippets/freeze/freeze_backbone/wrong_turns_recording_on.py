"""Recording is switched off for the body, then on, whatever it was: an evaluation under no_grad
records from there on. `with torch.no_grad():` puts back what was before."""
# needs: set_grad_enabled | enable_grad

import torch
from torch import nn


class Frozen(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body.requires_grad_(False).eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        torch.set_grad_enabled(False)
        out = self.body(x)
        torch.set_grad_enabled(True)
        return out


def freeze(backbone):
    return Frozen(backbone)
