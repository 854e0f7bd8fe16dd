"""`except Exception` lets Ctrl+C through, which is a KeyboardInterrupt and no Exception: whoever
stops a long pass keeps the hooks. A finally block runs whatever happens."""
# needs: Exception

import torch


def layer_report(model, x):
    rows, handles = [], []

    def make_hook(name):
        def hook(layer, inputs, output):
            zeros = (output == 0).double().mean().item()
            rows.append((name, output.shape, output.mean().item(), zeros))

        return hook

    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(make_hook(name)))
    try:
        with torch.no_grad():
            model(x)
    except Exception:
        for handle in handles:
            handle.remove()
        raise
    for handle in handles:
        handle.remove()
    return rows
