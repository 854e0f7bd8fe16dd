"""eval() is called once, and the next model.train() undoes it: train() is passed on to
every child. The frozen module has to stay in eval mode when that call reaches it."""
# needs: eval
# lacks: train

from torch import nn


def freeze(backbone: nn.Module) -> nn.Module:
    backbone.requires_grad_(False)
    return backbone.eval()
