"""The LSTM keeps torch's default layout, and the input is transposed for it."""

from torch import nn


class SequenceClassifier(nn.Module):
    def __init__(self, features: int, hidden: int, classes: int):
        super().__init__()
        self.head = nn.Linear(hidden, classes)
        self.lstm = nn.LSTM(features, hidden, 2)

    def forward(self, sequences):
        _, (h_n, _) = self.lstm(sequences.transpose(0, 1))
        return self.head(h_n[-1])
