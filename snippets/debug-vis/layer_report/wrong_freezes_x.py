"""x.requires_grad_(False) changes the caller's own tensor: no later gradient with respect to it is
recorded. no_grad() alone leaves x as it is, and x.detach() would, too."""
# needs: requires_grad_ | requires_grad

import torch


def layer_report(model, x):
    rows = []

    def make_hook(name):
        def hook(layer, inputs, output):
            zeros = 1 - output.count_nonzero().item() / output.numel()
            rows.append((name, output.shape, output.mean().item(), zeros))

        return hook

    handles = [
        layer.register_forward_hook(make_hook(name))
        for name, layer in model.named_modules()
        if not list(layer.children())
    ]
    try:
        with torch.no_grad():
            model(x.requires_grad_(False))
    finally:
        for handle in handles:
            handle.remove()
    return rows
