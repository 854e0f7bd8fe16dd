"""`requires_grad_()` marks the caller's own tensors, so whatever is computed from the checkpoint
afterwards is tracked. A model's parameters are marked already, from the start."""
# needs: requires_grad_ | requires_grad

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
    missing, _ = model.load_state_dict(body, strict=False)
    if set(missing) != {"4.weight", "4.bias"}:
        raise ValueError(f"the checkpoint lacks {missing}")
    for weight in body.values():
        weight.requires_grad_()
    return model
