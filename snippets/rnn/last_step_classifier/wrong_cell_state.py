"""c_n is the cell's memory, which the output gate has not passed yet. The hidden state h_n is
what the LSTM shows to the outside."""

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        _, (_, c_n) = self.lstm(x)
        return self.head(c_n[-1])
