"""The head gets a normalized state, not the LSTM's own, and the norm's parameters come on top."""
# needs: LayerNorm | layer_norm | BatchNorm1d | normalize

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)
        self.norm = nn.LayerNorm(hidden)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(self.norm(output[:, -1]))
