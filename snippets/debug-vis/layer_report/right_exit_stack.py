"""An ExitStack removes the hooks; functools.partial binds the names."""

from contextlib import ExitStack
from functools import partial

import torch


def note(rows, name, layer, args, output):
    zeros = output.eq(0).double().mean().item()
    rows.append((name, tuple(output.size()), float(output.double().mean()), zeros))


@torch.no_grad()
def layer_report(model, x):
    rows = []
    with ExitStack() as stack:
        for name, layer in model.named_modules():
            if next(layer.children(), None) is None:
                handle = layer.register_forward_hook(partial(note, rows, name))
                stack.callback(handle.remove)
        model(x)
    return rows
