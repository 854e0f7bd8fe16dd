"""In float16 a sum beyond 65,504 is infinite, though the mean is not. mean() adds up in a wider
dtype; a sum of your own needs one, too: sum(dtype=torch.float64)."""
# needs: sum

import torch


def layer_report(model, x):
    rows, handles = [], []

    def make_hook(name):
        def hook(layer, inputs, output):
            count = output.numel()
            zeros = (output == 0).sum().item() / count
            rows.append((name, output.shape, output.sum().item() / count, zeros))

        return hook

    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(make_hook(name)))
    try:
        with torch.no_grad():
            model(x)
    finally:
        for handle in handles:
            handle.remove()
    return rows
