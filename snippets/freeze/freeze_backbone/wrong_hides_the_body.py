"""The body is kept where nn.Module does not look, as in a list, so it is no child: model.train()
and the optimizer do not see it, but neither do state_dict() and to(). A checkpoint of the model
lacks the backbone."""

from torch import nn


class Frozen(nn.Module):
    def __init__(self, body: nn.Module):
        super().__init__()
        self.hidden = [body.requires_grad_(False).eval()]

    def forward(self, x):
        return self.hidden[0](x)


def freeze(backbone: nn.Module) -> nn.Module:
    return Frozen(backbone)
