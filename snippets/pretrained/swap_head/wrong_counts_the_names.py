"""The names are counted, not looked at. One weight under another name makes four names as well:
strict=False skips it, and the weight that is missing stays random."""
# needs: len

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
    if len(body) != 4:
        raise ValueError(f"the checkpoint has {len(body)} weights of the body, not 4")
    model.load_state_dict(body, strict=False)
    return model
