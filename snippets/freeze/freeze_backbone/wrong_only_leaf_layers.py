"""The layers are in eval mode, but the blocks that hold them, or the body itself, are not. Their
own `forward` can ask for `self.training`, for dropout as a function: put the whole body into eval
mode."""

from torch import nn


class Frozen(nn.Module):
    def __init__(self, body: nn.Module):
        super().__init__()
        self.body = body.requires_grad_(False)
        self.train()

    def train(self, mode: bool = True):
        super().train(mode)
        for layer in self.body.modules():
            if not list(layer.children()):
                layer.eval()
        return self

    def forward(self, x):
        return self.body(x)


def freeze(backbone: nn.Module) -> nn.Module:
    return Frozen(backbone)
