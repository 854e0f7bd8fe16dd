"""`.data` goes behind autograd's back: the predictions are right, but the backward pass knows
nothing of the ReLU. Units that were cut off at 0 get gradients all the same."""
# needs: data

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        hidden = self.layer1(x)
        hidden.data.clamp_(min=0)
        return self.layer2(hidden)
