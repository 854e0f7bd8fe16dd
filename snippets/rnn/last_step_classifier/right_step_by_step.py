"""Runs the LSTM one step at a time, from a state of zeros."""

from torch import nn


class SequenceClassifier(nn.Module):
    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        start = x.new_zeros(self.lstm.num_layers, len(x), self.lstm.hidden_size)
        state = start, start
        for step in x.split(1, dim=1):
            output, state = self.lstm(step, state)
        return self.head(output.squeeze(1))
