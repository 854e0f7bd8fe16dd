"""NumPy has no bfloat16: on the way through it such a weight becomes one of another dtype, or an
error. `clone()` copies any tensor, on any device, and keeps its dtype."""
# needs: numpy

import torch


def snapshot(model):
    taken = {}
    for name, p in model.named_parameters():
        wide = p.detach().float() if p.dtype == torch.bfloat16 else p.detach()
        taken[name] = torch.from_numpy(wide.numpy().copy())
    return taken
