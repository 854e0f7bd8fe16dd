"""`train` is replaced in the class, which every other object of it shares. If the model is a
Sequential like the backbone, its head can't get into train mode any more."""
# needs: type | __class__ | Sequential

from torch import nn


def freeze(backbone: nn.Module) -> nn.Module:
    backbone.requires_grad_(False)
    type(backbone).train = lambda self, mode=True: nn.Module.train(self, False)
    return backbone.eval()
