"""view and reshape cut the same row of numbers differently; they swap no axes. Steps of
different sequences get mixed. Use transpose, or batch_first=True."""
# needs: reshape | view

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        batch, time, features = x.shape
        output, _ = self.lstm(x.reshape(time, batch, features))
        return self.head(output[-1])
