"""A buffer is saved and moved with the model, but no optimizer learns it: a bias made by hand is an
nn.Parameter.
"""

# needs: register_buffer
import torch
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, 16, 3, padding=1, bias=False)
        self.second = nn.Conv2d(16, 32, 3, padding=1)
        self.head = nn.Linear(128, 10)
        self.register_buffer("bias", torch.zeros(16))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.max_pool2d(F.relu(self.first(x) + self.bias.view(1, -1, 1, 1)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return self.head(x.flatten(1))


def build_model() -> nn.Module:
    return Net()
