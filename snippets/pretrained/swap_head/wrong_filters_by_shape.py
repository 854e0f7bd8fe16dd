"""Entries are chosen by shape. With as many classes as before the old head fits too, and is
loaded; choose by name what belongs to the body."""
# needs: shape | size

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
    own = model.state_dict()
    fitting = {
        n: w for n, w in checkpoint.items() if n in own and w.shape == own[n].shape
    }
    missing, _ = model.load_state_dict(fitting, strict=False)
    if not set(missing) <= {"4.weight", "4.bias"}:
        raise ValueError(f"the checkpoint lacks {missing}")
    return model
