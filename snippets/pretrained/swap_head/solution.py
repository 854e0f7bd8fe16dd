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
    model = build(num_classes)
    body = {name: w for name, w in checkpoint.items() if not name.startswith("4.")}
    missing, _ = model.load_state_dict(body, strict=False)
    if set(missing) != {"4.weight", "4.bias"}:
        raise ValueError(f"the checkpoint lacks {missing}")
    return model
