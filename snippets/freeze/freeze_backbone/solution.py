from torch import nn


class Frozen(nn.Module):
    """Runs `body` in eval mode, whatever mode the model around it is in."""

    def __init__(self, body: nn.Module):
        super().__init__()
        self.body = body.requires_grad_(False)
        self.train(False)

    def train(self, mode: bool = True):
        super().train(mode)
        self.body.eval()
        return self

    def forward(self, x):
        return self.body(x)


def freeze(backbone: nn.Module) -> nn.Module:
    """Return a module that computes what `backbone` computes in eval mode, for good.

    Training a model that contains it must change none of its parameters or buffers.
    """
    return Frozen(backbone)
