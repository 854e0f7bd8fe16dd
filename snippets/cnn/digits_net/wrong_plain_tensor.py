"""A plain tensor, or a buffer, is no parameter: parameters() doesn't know it, so no optimizer
trains it and no checkpoint keeps it. Wrap it in nn.Parameter, or use nn.Linear.
"""

import torch
from torch import nn


class DigitsNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(16, 32, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
        )
        self.head = torch.randn(32 * 2 * 2, 10) / 10

    def forward(self, images):
        return self.layers(images) @ self.head


def build_model():
    """Return a new CNN: (N, 1, 8, 8) images in, (N, 10) logits out.

    It has fewer than 10,000 parameters, and is untrained.
    """
    return DigitsNet()
