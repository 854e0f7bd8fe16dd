import torch


def layer_report(model, x):
    """Run model(x) and return one row per layer without children, in running order:
    (name, output shape as a tuple, mean of the output, share of zeros in the output).
    """
    # TODO: hook every layer without children, run the model, remove the hooks
    return []
