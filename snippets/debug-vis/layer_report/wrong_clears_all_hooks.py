"""Clearing the dictionary of hooks takes away the caller's own as well. Remove what you
registered, by its handle."""
# needs: _forward_hooks

import torch


def layer_report(model, x):
    rows = []

    def make_hook(name):
        def hook(layer, inputs, output):
            zeros = (output == 0).float().mean().item()
            rows.append((name, tuple(output.shape), output.mean().item(), zeros))

        return hook

    for name, layer in model.named_modules():
        if not list(layer.children()):
            layer.register_forward_hook(make_hook(name))
    try:
        with torch.no_grad():
            model(x)
    finally:
        for layer in model.modules():
            layer._forward_hooks.clear()
    return rows
