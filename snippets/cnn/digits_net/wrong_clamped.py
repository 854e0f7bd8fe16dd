"""The logits are cut off at -20 and 20. Cross entropy then gets no gradient from an image that is
wrong by more than that. The last layer is linear.
"""
# needs: Hardtanh | hardtanh | clamp | clamp_ | clip

from torch import nn


def build_model():
    """Return a new CNN: (N, 1, 8, 8) images in, (N, 10) logits out.

    It has fewer than 10,000 parameters, and is untrained.
    """
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * 2 * 2, 10),
        nn.Hardtanh(-20, 20),
    )
