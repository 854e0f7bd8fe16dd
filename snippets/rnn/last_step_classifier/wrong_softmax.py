"""This returns probabilities. cross_entropy takes logits and applies log_softmax itself; twice
is once too often, and the gradients get small."""
# needs: softmax | Softmax

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output[:, -1]).softmax(dim=-1)
