"""h_n is (layers, batch, hidden). `reshape`, like `view`, moves no axis: with more than one
sequence its rows mix layers of different sequences. Index the layer, h_n[-1]."""
# needs: reshape | view

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        _, (h_n, _) = self.lstm(x)
        both_layers = h_n.reshape(len(x), -1)
        return self.head(both_layers[:, -self.lstm.hidden_size :])
