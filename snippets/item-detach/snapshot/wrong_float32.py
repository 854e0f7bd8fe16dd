"""`float()` turns the values of a float64 model into float32: a snapshot keeps the dtype."""


def snapshot(model):
    return {name: p.detach().clone().float() for name, p in model.named_parameters()}
