"""The hook is defined inside the loop and looks its name up when it runs. By then the loop
is over, so every row has the last name. Bind it: a factory or a default argument."""

import torch


def layer_report(model, x):
    rows = []

    handles = []
    for name, layer in model.named_modules():
        if list(layer.children()):
            continue

        def hook(layer, inputs, output):
            zeros = (output == 0).float().mean().item()
            rows.append((name, tuple(output.shape), output.mean().item(), zeros))

        handles.append(layer.register_forward_hook(hook))
    try:
        with torch.no_grad():
            model(x)
    finally:
        for handle in handles:
            handle.remove()
    return rows
