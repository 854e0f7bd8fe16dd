"""set_grad_enabled(False) holds for the rest of the program, so the model that comes back can't be
trained. load_state_dict() needs no such thing; elsewhere, no_grad() ends with its block.
"""
# needs: set_grad_enabled

import torch
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
    torch.set_grad_enabled(False)
    body = {name: w for name, w in checkpoint.items() if not name.startswith("4.")}
    missing, _ = model.load_state_dict(body, strict=False)
    if set(missing) != {"4.weight", "4.bias"}:
        raise ValueError(f"the checkpoint lacks {missing}")
    return model
