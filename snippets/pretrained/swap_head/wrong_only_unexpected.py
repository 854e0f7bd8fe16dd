"""Only unexpected names are looked at. A weight that is not there at all is no unexpected one:
it is in missing_keys, and stays random."""
# needs: unexpected_keys

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
    result = model.load_state_dict(body, strict=False)
    if result.unexpected_keys:
        raise ValueError(f"the checkpoint has {result.unexpected_keys}")
    return model
