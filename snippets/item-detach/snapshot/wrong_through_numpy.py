"""numpy knows no bfloat16, so that a model in that dtype can't be taken. `clone()` copies any
tensor, on any device."""
# needs: numpy

import torch


def snapshot(model):
    taken = {}
    for name, p in model.named_parameters():
        wide = p.detach().float() if p.dtype == torch.bfloat16 else p.detach()
        taken[name] = torch.from_numpy(wide.numpy().copy())
    return taken
