"""`clone()` copies the memory but stays in the graph: every copy requires grad and has
a grad_fn. Put `detach()` before it."""
# needs: clone
# lacks: detach, data, no_grad


def snapshot(model):
    return {name: p.clone() for name, p in model.named_parameters()}
