import torch
from torch import nn


def fit_line(x: torch.Tensor, y: torch.Tensor) -> nn.Linear:
    """Train nn.Linear(1, 1) on x and y, both of shape (N, 1), and return it."""
    return nn.Linear(1, 1)  # TODO: train it with a loss, an optimizer and a loop
