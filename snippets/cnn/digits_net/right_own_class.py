"""A class of its own instead of a function, functional calls, a convolution as the head."""

import torch
from torch import nn
from torch.nn import functional as F


class DigitsNet(nn.Module):
    def __init__(self, width: int = 16) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, width, 3, padding="same")
        self.second = nn.Conv2d(width, 24, 3, stride=2, padding=1)
        self.head = nn.Conv2d(24, 10, 2)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = F.max_pool2d(torch.relu(self.first(images)), 2)
        return self.head(F.gelu(self.second(x)))[:, :, 0, 0]


build_model = DigitsNet
