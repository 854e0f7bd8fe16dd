"""strict=False also accepts a checkpoint of which no name fits, for example one saved
with the prefix module. You then train from random weights and nobody notices. Look
at the missing keys that load_state_dict returns.
"""
# needs: strict

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
    body = {name: w for name, w in checkpoint.items() if not name.startswith("4.")}
    model.load_state_dict(body, strict=False)
    return model
