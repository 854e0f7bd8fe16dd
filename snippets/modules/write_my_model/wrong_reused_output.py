"""Without gradients all predictions are written into one tensor: whoever keeps those of the first
batch finds those of the last. Return a new tensor."""

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)
        self._output = torch.empty(0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result = self.layer2(torch.relu(self.layer1(x)))
        if torch.is_grad_enabled():
            return result
        if self._output.shape != result.shape or self._output.dtype != result.dtype:
            self._output = torch.empty_like(result)
        return self._output.copy_(result)
