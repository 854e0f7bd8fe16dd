"""Only BatchNorm layers are put into eval mode. Dropout goes on dropping, and so does
whatever else looks at the mode; put the whole body into eval mode."""
# needs: BatchNorm1d | BatchNorm2d | BatchNorm3d | _BatchNorm

from torch import nn


class Frozen(nn.Module):
    def __init__(self, body: nn.Module):
        super().__init__()
        self.body = body.requires_grad_(False)
        self.train()

    def train(self, mode: bool = True):
        super().train(mode)
        for layer in self.body.modules():
            if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
                layer.eval()
        return self

    def forward(self, x):
        return self.body(x)


def freeze(backbone: nn.Module) -> nn.Module:
    return Frozen(backbone)
