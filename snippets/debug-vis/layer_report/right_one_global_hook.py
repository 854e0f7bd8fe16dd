"""One hook for all modules, which looks the name up; NumPy computes the figures."""

import torch
from torch.nn.modules.module import register_module_forward_hook


def layer_report(model, x):
    names = {m: name for name, m in model.named_modules() if len([*m.modules()]) == 1}
    rows = []

    def hook(layer, args, output):
        if layer in names:
            values = output.double().cpu().numpy()
            share = float((values == 0).mean())
            rows.append((names[layer], values.shape, float(values.mean()), share))

    handle = register_module_forward_hook(hook)
    try:
        with torch.inference_mode():
            model(x)
    finally:
        handle.remove()
    return rows
