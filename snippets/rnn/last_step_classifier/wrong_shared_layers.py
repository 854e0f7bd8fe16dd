"""A default, an attribute of the class or what is kept in a cache is made once: every model has the
same LSTM, and training one changes all. Make the layers in __init__."""

from functools import cache

from torch import nn


@cache
def make_lstm(features, hidden):
    return nn.LSTM(features, hidden, num_layers=2, batch_first=True)


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = make_lstm(features, hidden)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output[:, -1])
