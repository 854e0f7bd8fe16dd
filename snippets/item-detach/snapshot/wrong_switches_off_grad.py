"""`set_grad_enabled(False)` stays in force after the call, for the whole program. As a
context, `with torch.no_grad():`, it ends where it should."""
# needs: set_grad_enabled

import torch


def snapshot(model):
    torch.set_grad_enabled(False)
    return {name: p.clone() for name, p in model.named_parameters()}
