"""The convolution is built, but forward never calls it: what learns is a dense network. A
layer counts only if its output is used.
"""
# lacks: conv2d

from torch import nn


class DigitsNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, kernel_size=3)
        self.hidden = nn.Linear(64, 100)
        self.head = nn.Linear(100, 10)

    def forward(self, images):
        return self.head(self.hidden(images.flatten(1)).relu())


def build_model():
    """Return a new CNN: (N, 1, 8, 8) images in, (N, 10) logits out.

    It has fewer than 10,000 parameters, and is untrained.
    """
    return DigitsNet()
