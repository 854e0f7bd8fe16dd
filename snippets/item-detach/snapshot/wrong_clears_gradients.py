"""`zero_grad()`, like `p.grad = None`, throws away the gradients of a step that is under way: the
optimizer then has nothing to apply. A snapshot only reads."""
# needs: zero_grad | grad


def snapshot(model):
    model.zero_grad()
    return {name: p.detach().clone() for name, p in model.named_parameters()}
