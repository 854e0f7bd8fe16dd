"""squeeze() drops every axis of size 1: that of a batch with one sequence, too. Index the
axis that has to go."""
# needs: squeeze

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output[:, -1]).squeeze()
