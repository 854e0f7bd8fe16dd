"""The zeros are made once and kept. They don't follow the model to float64 (or to a GPU), as they
are no buffer. Pass no state: the LSTM makes zeros that fit."""
# needs: zeros

import torch
from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)
        self.zeros = None

    def forward(self, x):
        if self.zeros is None or self.zeros.shape[1] != len(x):
            shape = 2, len(x), self.lstm.hidden_size
            self.zeros = torch.zeros(shape, dtype=x.dtype, device=x.device)
        output, _ = self.lstm(x, (self.zeros, self.zeros))
        return self.head(output[:, -1])
