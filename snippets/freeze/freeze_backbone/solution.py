from torch import nn


class Frozen(nn.Module):
    """Runs `body` in eval mode, whatever mode the model around it is in."""

    def __init__(self, body: nn.Module):
        super().__init__()
        self.body = body.requires_grad_(False).eval()

    def train(self, mode: bool = True):
        return super().train(False)

    def forward(self, x):
        return self.body(x)


def freeze(backbone: nn.Module) -> nn.Module:
    """Return a module that computes what `backbone` computes in eval mode, for good.

    Training a model that contains it must change none of its parameters or buffers.
    `backbone` maps one tensor to one tensor, and may be in either mode. As with any
    module, train() and eval() of the returned one return the module itself.
    """
    return Frozen(backbone)
