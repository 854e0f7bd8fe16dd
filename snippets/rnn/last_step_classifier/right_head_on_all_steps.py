"""The head is applied to every step, and the last one's logits are taken."""

import torch
from torch import nn


class SequenceClassifier(nn.Module):
    def __init__(self, features, hidden, classes, layers=2):
        super().__init__()
        options = {"num_layers": layers, "batch_first": True, "dropout": 0.0}
        self.lstm = nn.LSTM(input_size=features, hidden_size=hidden, **options)
        self.head = nn.Linear(hidden, classes, bias=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        logits = self.head(self.lstm(x)[0])
        return logits.select(1, x.size(1) - 1)
