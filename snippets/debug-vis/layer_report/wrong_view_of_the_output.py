"""view() needs memory in the right order, which an output that was transposed or expanded lacks: it
raises. reshape() copies where it must, and mean() needs neither."""
# needs: view

import torch


def layer_report(model, x):
    rows, handles = [], []

    def make_hook(name):
        def hook(layer, inputs, output):
            flat = output.view(-1)
            zeros = (flat == 0).double().mean().item()
            rows.append((name, output.shape, flat.mean().item(), zeros))

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
