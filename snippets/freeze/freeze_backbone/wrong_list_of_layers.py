"""The layers to be put into eval mode are listed by class, and a list forgets some: InstanceNorm's
statistics, AlphaDropout, RReLU's slopes. eval() of the whole body reaches all."""
# needs: isinstance | type

from torch import nn

QUIET = nn.BatchNorm1d, nn.BatchNorm2d, nn.Dropout, nn.Dropout2d


class Frozen(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body.requires_grad_(False)
        self.train()

    def train(self, mode=True):
        super().train(mode)
        for layer in self.body.modules():
            own = not type(layer).__module__.startswith("torch")
            if own or isinstance(layer, QUIET):
                layer.eval()
        return self

    def forward(self, x):
        return self.body(x)


def freeze(backbone):
    return Frozen(backbone)
