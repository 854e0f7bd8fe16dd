import torch


def layer_report(model, x):
    """Run model(x) and return a list with one row per layer without children, in running
    order: (name, output shape, mean of the output, share of zeros in the output).

    The shape is a tuple; mean and share are floats. An error in model(x) is raised again.
    Afterwards the mode of each module is what it was.
    """
    # TODO: hook every layer without children, run the model, remove the hooks
    return []
