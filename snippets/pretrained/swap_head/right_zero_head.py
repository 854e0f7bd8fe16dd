"""The head's entries are popped from a copy of the dict; the new head begins with zeros."""

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
    body = dict(checkpoint)
    for name in ("4.weight", "4.bias"):
        body.pop(name)
    model = build(num_classes)
    missing = set(model.load_state_dict(body, strict=False).missing_keys)
    if missing != {"4.weight", "4.bias"}:
        raise ValueError
    nn.init.zeros_(model[-1].weight)
    nn.init.zeros_(model[-1].bias)
    return model
