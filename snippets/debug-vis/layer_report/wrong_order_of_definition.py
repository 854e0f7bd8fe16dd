"""named_modules() lists layers as they were assigned in __init__. In which order forward calls
them, and whether at all, only the hooks see; let them append."""
# needs: named_modules | named_children

import torch


def layer_report(model, x):
    rows = {}

    def make_hook(name):
        def hook(layer, inputs, output):
            zeros = (output == 0).float().mean().item()
            rows[name] = (name, tuple(output.shape), output.mean().item(), zeros)

        return hook

    handles = [
        layer.register_forward_hook(make_hook(name))
        for name, layer in model.named_modules()
        if not list(layer.children())
    ]
    try:
        with torch.no_grad():
            model(x)
    finally:
        for handle in handles:
            handle.remove()
    return [rows[name] for name, _ in model.named_modules() if name in rows]
