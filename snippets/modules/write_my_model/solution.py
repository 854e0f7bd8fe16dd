import torch
from torch import nn


class MyModel(nn.Module):
    """One number in, one number out: layer1 (1 -> 10), ReLU, layer2 (10 -> 1).

    Every model begins with random weights of its own. After model.double() it takes and
    returns float64.
    """

    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map a batch of shape (N, 1) to predictions of shape (N, 1)."""
        return self.layer2(torch.relu(self.layer1(x)))
