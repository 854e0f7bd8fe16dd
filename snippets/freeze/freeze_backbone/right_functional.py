"""The weights become buffers of a new module, which calls the body with functional_call."""

import copy

from torch import nn
from torch.func import functional_call


class Functional(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.names = [name for name, _ in body.state_dict().items()]
        for name, value in body.state_dict().items():
            self.register_buffer(name.replace(".", "_"), value.detach().clone())
        self.__dict__["body"] = copy.deepcopy(
            body
        ).eval()  # no child: train() passes it by

    def forward(self, x):
        state = {name: getattr(self, name.replace(".", "_")) for name in self.names}
        return functional_call(self.body, state, (x,))


def freeze(backbone: nn.Module) -> nn.Module:
    return Functional(backbone)
