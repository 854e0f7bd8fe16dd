"""`float()`, or another conversion, turns the values of a float64 model into float32: a snapshot
keeps the dtype."""
# needs: float | float32


def snapshot(model):
    return {name: p.detach().clone().float() for name, p in model.named_parameters()}
