"""eval mode holds the BatchNorm statistics and turns dropout off, but the parameters,
BatchNorm's weight and bias among them, still get gradients and are trained."""
# lacks: requires_grad_, requires_grad

from torch import nn


def freeze(backbone: nn.Module) -> nn.Module:
    backbone.train = lambda mode=True: backbone
    return nn.Module.train(backbone, False)
