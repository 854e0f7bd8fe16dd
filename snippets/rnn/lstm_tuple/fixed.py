import torch
from torch import nn


class Recurrent(nn.Module):
    """An LSTM as a layer: tensor in, tensor out."""

    def __init__(self, features, hidden):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden)

    def forward(self, x):
        states, _ = self.lstm(x)
        return states


tagger = nn.Sequential(
    nn.Linear(3, 4),
    nn.ReLU(),
    Recurrent(4, 8),
    nn.Linear(8, 1),
)
sequences = torch.randn(5, 2, 3)  # 5 steps, 2 sequences
print("scores:", tuple(tagger(sequences).shape))
