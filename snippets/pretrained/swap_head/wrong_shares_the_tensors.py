"""assign=True puts the checkpoint's own tensors into the model instead of copying values.
When the model trains, the checkpoint changes along."""
# needs: assign

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
    missing, _ = model.load_state_dict(body, strict=False, assign=True)
    if set(missing) != {"4.weight", "4.bias"}:
        raise ValueError(f"the checkpoint lacks {missing}")
    return model
