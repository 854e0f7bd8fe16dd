"""named_children() lists the direct children only. Layers inside a nested Sequential or
block are missing; named_modules() walks the whole tree."""
# needs: named_children | children

import torch


def layer_report(model, x):
    rows = []

    def make_hook(name):
        def hook(layer, inputs, output):
            zeros = (output == 0).float().mean().item()
            rows.append((name, tuple(output.shape), output.mean().item(), zeros))

        return hook

    handles = [
        layer.register_forward_hook(make_hook(name))
        for name, layer in model.named_children()
    ]
    try:
        with torch.no_grad():
            model(x)
    finally:
        for handle in handles:
            handle.remove()
    return rows
