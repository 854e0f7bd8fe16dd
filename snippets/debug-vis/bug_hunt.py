"""A few lines that fail alone, the shapes, one change, and the same lines again."""

import torch
from torch import nn

x = torch.randn(3, 4)  # the shape printed just before the failing line
layer = nn.Linear(3, 2)

try:
    layer(x)
except RuntimeError as error:
    print("fails alone:", error)
print("shapes there:", tuple(x.shape), layer)

layer = nn.Linear(4, 2)  # one change: in_features is the last axis, not the first
print("after one change:", tuple(layer(x).shape))
print("to mention when asking: torch", torch.__version__)
