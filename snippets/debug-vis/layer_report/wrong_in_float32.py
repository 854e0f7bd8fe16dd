"""In float32 a small float64 becomes 0, and a large one infinite. Compute in the output's own
dtype."""
# needs: float | float32

import torch


def layer_report(model, x):
    """Run model(x) and return a list with one row per layer without children, in running
    order: (name, output shape, mean of the output, share of zeros in the output).

    The shape is a tuple; mean and share are floats. An error in model(x) is raised again.
    Afterwards the mode of each module is what it was.
    """
    rows = []

    def make_hook(name):
        def hook(layer, inputs, output):
            shape, output = output.shape, output.float()
            zeros = 1 - output.count_nonzero().item() / output.numel()
            rows.append((name, shape, output.mean().item(), zeros))

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
