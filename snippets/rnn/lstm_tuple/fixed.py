import torch
from torch import nn


class Tagger(nn.Module):
    """One score per time step."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.LSTM(4, 8))
        self.head = nn.Linear(8, 1)

    def forward(self, x):
        states, _ = self.layers(x)
        return self.head(states)


model = Tagger()
print("scores:", tuple(model(torch.randn(5, 2, 3)).shape))
