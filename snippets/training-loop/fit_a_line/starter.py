import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    """Train an nn.Linear(1, 1) on x and y, both (N, 1) of float32, and return it.

    Every call trains a model of its own, and leaves x and y as they are.
    """
    return nn.Linear(1, 1)  # TODO: train it with a loss, an optimizer and a loop
