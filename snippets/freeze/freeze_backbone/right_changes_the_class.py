"""Returns the backbone itself, made an instance of a subclass whose train() is fixed."""

from torch import nn


def freeze(backbone: nn.Module) -> nn.Module:
    def train(self, mode=True):
        return kind.train(self, False)

    kind = type(backbone)
    backbone.__class__ = type("Frozen" + kind.__name__, (kind,), {"train": train})
    for parameter in backbone.parameters():
        parameter.requires_grad = False
    return backbone.eval()
