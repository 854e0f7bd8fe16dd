"""x.float() converts the input whatever the model is. A model in float64 or bfloat16 then stops
with an error about dtypes; leave the dtype to the caller."""
# needs: float | float32

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer2(torch.relu(self.layer1(x.float())))
