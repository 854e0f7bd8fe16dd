"""Copies parameter by parameter under no_grad, after a look at all names."""

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
    body = [
        (name, p) for name, p in model.named_parameters() if name.split(".")[0] != "4"
    ]
    if any(name not in checkpoint for name, _ in body):
        raise ValueError("not the weights of this body")
    with torch.no_grad():
        for name, parameter in body:
            parameter.copy_(checkpoint[name])
    return model
