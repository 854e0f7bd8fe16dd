"""One mode is noted, that of the whole model, and train() hands it down to every module: a part
that was frozen in eval mode trains from now on. Note the mode of each.
"""
# needs: train

import torch


def layer_report(model, x):
    rows = []
    was_training = model.training
    model.eval()

    def make_hook(name):
        def hook(layer, inputs, output):
            zeros = (output == 0).float().mean().item()
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
        model.train(was_training)
    return rows
