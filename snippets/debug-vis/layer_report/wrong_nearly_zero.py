"""Small is not zero: with a tolerance the share counts weak outputs as dead ones."""
# needs: abs | isclose | allclose | round

import torch


def layer_report(model, x):
    rows = []

    def make_hook(name):
        def hook(layer, inputs, output):
            zeros = (output.abs() < 1e-6).float().mean().item()
            rows.append((name, tuple(output.shape), output.mean().item(), zeros))

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
    return rows
