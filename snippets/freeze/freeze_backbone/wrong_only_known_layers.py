"""Layers of some kinds are put into eval mode, whatever holds them is not. A block's own `forward`
can ask for `self.training`, for dropout as a function: put the whole body into eval mode."""
# needs: isinstance

from torch import nn

KINDS = nn.modules.batchnorm._NormBase, nn.modules.dropout._DropoutNd, nn.RReLU


class Frozen(nn.Module):
    def __init__(self, body: nn.Module):
        super().__init__()
        self.body = body.requires_grad_(False)
        self.train()

    def train(self, mode: bool = True):
        super().train(mode)
        for layer in self.body.modules():
            if isinstance(layer, KINDS):
                layer.eval()
        return self

    def forward(self, x):
        return self.body(x)


def freeze(backbone: nn.Module) -> nn.Module:
    return Frozen(backbone)
