from torch import nn


class SequenceClassifier(nn.Module):
    """Logits of shape (batch, classes) for sequences (batch, time, features).

    After model.double() it takes and returns float64.
    """

    def __init__(self, features, hidden, classes):
        super().__init__()
        # TODO: self.lstm (two layers) and self.head (one linear layer)

    def forward(self, x):
        # TODO: classify from the top layer's state after the last time step
        return x
