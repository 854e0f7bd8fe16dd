"""A layer that is no attribute of a module, but in a list, a dict, a tuple, a global, or a class
that is no nn.Module, is hidden: parameters() doesn't know it, so no optimizer trains it and no
checkpoint keeps it. nn.ModuleList and nn.Sequential are lists that show their layers.
"""

from torch import nn


class DigitsNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 16, kernel_size=3, padding=1)
        self.more = [nn.Conv2d(16, 32, kernel_size=3, padding=1)]
        self.head = nn.Linear(32 * 2 * 2, 10)

    def forward(self, images):
        x = self.conv(images)
        for layer in self.more:
            x = layer(nn.functional.max_pool2d(x.relu(), 2))
        return self.head(nn.functional.max_pool2d(x.relu(), 2).flatten(1))


def build_model():
    """Return a new CNN: (N, 1, 8, 8) images in, (N, 10) logits out.

    It has fewer than 10,000 parameters, and is untrained.
    """
    return DigitsNet()
