"""Without batch_first=True the LSTM takes the batch for time: the state runs from one
sequence to the next. The shapes fit, so nothing fails."""
# lacks: batch_first

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output[:, -1])
