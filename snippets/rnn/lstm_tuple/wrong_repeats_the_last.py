"""The shape is right, and each step has the last step's score."""

import torch
from torch import nn


class Recurrent(nn.Module):
    """An LSTM as a layer: tensor in, tensor out."""

    def __init__(self, features, hidden):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden)

    def forward(self, x):
        _, (states, _) = self.lstm(x)
        return states.expand(len(x), -1, -1)


torch.manual_seed(0)
tagger = nn.Sequential(
    nn.Linear(3, 4),
    nn.ReLU(),
    Recurrent(4, 8),
    nn.Linear(8, 1),
)
sequences = torch.randn(5, 2, 3)  # 5 steps, 2 sequences
scores = tagger(sequences)
print("scores:", tuple(scores.shape))

start, end = tagger(sequences[:3]), tagger(sequences[3:])
print("the first score needs no later step:", torch.allclose(scores[0], start[0]))
print("the last score needs the first steps:", not torch.allclose(scores[-1], end[-1]))
