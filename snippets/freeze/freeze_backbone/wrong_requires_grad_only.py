"""requires_grad_(False) stops the weights only. In train mode BatchNorm still updates
its running statistics, which are buffers, and dropout still drops."""
# needs: requires_grad_ | requires_grad

from torch import nn


def freeze(backbone: nn.Module) -> nn.Module:
    return backbone.requires_grad_(False)
