"""In eval mode nothing is recorded. The mode says how layers behave, no more: saliency maps, or
training with layers in eval mode, need gradients. The caller decides with no_grad()."""
# needs: training

import torch
from torch import nn


class SequenceClassifier(nn.Module):
    def __init__(self, features, hidden, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        with torch.set_grad_enabled(self.training and torch.is_grad_enabled()):
            output, _ = self.lstm(x)
            return self.head(output[:, -1])
