"""Nobody asked for dropout. Between the layers of the LSTM it makes the logits of a model in
training mode random."""
# needs: dropout | Dropout

from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features)."""

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(
            features, hidden, num_layers=2, batch_first=True, dropout=0.3
        )
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output[:, -1])
