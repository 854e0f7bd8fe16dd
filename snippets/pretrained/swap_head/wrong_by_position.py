"""The weights are taken in the order in which they come, whatever their names are: a checkpoint
with other names is loaded, too, and one that lacks a weight gives each later one to the wrong
layer."""
# needs: zip | enumerate

import torch
from torch import nn


def build(num_classes):
    return nn.Sequential(
        nn.Linear(8, 16),
        nn.ReLU(),
        nn.Linear(16, 16),
        nn.ReLU(),
        nn.Linear(16, num_classes),
    )


def reuse_body(checkpoint, num_classes):
    model = build(num_classes)
    if len(checkpoint) < 4:
        raise ValueError("the checkpoint lacks weights")
    with torch.no_grad():
        for mine, saved in zip(model[:4].parameters(), checkpoint.values()):
            mine.copy_(saved)
    return model
