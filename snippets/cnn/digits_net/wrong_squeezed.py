"""squeeze() without a dimension also drops that of a batch of one image. Flatten from
dimension 1, so that the batch stays what it is.
"""
# needs: squeeze

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
            nn.Conv2d(32, 10, kernel_size=2),
        )

    def forward(self, images):
        return self.layers(images).squeeze()


def build_model():
    """Return a new CNN: (N, 1, 8, 8) images in, (N, 10) logits out.

    It has fewer than 10,000 parameters, and is untrained.
    """
    return DigitsNet()
