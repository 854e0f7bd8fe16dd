"""A fixed filter for edges in front of trained convolutions, and a head of its own parameter."""

import torch
from torch import nn
from torch.nn import functional as F


class DigitsNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = torch.tensor(0.3)
        self.edges = nn.Conv2d(1, 2, 3, padding=1, bias=False).requires_grad_(False)
        sobel = torch.tensor([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
        self.edges.weight.copy_(torch.stack([sobel, sobel.T])[:, None])
        self.first = nn.Conv2d(3, 16, 3, padding=1)
        self.second = nn.Conv2d(16, 32, 3, padding=1)
        self.head = nn.Parameter(torch.randn(32 * 2 * 2, 10) / 10)

    def forward(self, images):
        x = images - self.mean
        x = torch.cat([x, self.edges(x)], dim=1)
        x = F.max_pool2d(torch.relu(self.first(x)), 2)
        x = F.max_pool2d(torch.relu(self.second(x)), 2)
        self.features = F.layer_norm(x.flatten(1), (32 * 2 * 2,))
        return self.features @ self.head


def build_model():
    return DigitsNet()
