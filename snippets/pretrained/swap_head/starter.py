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
    """Return build(num_classes) with the body of `checkpoint` and a new head.

    checkpoint: the state dict of build(1000), from names to tensors; it stays as it is,
    and shares no memory with the model, all of which can be trained. The head is layer
    "4": weight (num_classes, 16). Raise ValueError if a weight of the body is missing.
    """
    # TODO: load everything but the head from `checkpoint`
    return build(num_classes)
