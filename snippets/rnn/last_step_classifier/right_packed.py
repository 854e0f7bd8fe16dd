"""Packs the sequences, all of one length; the last layer of h_n is what is asked for."""

from torch import nn
from torch.nn.utils.rnn import pack_sequence


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        _, (h_n, _) = self.lstm(pack_sequence(list(x)))
        return self.head(h_n.unbind(0)[1])
