"""`float()` and `to()` of a module change the module itself: from here on the caller's float64
model is one in float32. Only those of a tensor leave the original as it is."""
# needs: float | to | float32


def snapshot(model):
    model.float()
    return {name: p.detach().clone() for name, p in model.named_parameters()}
