"""It freezes the model for the copy and makes everything trainable afterwards: what was
frozen on purpose now trains. `detach()` leaves the model alone."""
# needs: requires_grad_ | requires_grad


def snapshot(model):
    model.requires_grad_(False)
    saved = {name: p.clone() for name, p in model.named_parameters()}
    model.requires_grad_(True)
    return saved
