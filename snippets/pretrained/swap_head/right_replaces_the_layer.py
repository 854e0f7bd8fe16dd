"""Loads the whole 1000-class model strictly, then puts a new last layer into it."""

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
    model = build(1000)
    try:
        model.load_state_dict(checkpoint)
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    model[-1] = nn.Linear(model[-1].in_features, num_classes)
    return model
