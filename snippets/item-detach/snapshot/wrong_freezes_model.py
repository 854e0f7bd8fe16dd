"""`requires_grad_(False)` works in place on the parameter itself. The copies are fine,
but the model no longer trains: `detach()` gives a new tensor and leaves the original
tracked."""


def snapshot(model):
    return {
        name: p.requires_grad_(False).clone() for name, p in model.named_parameters()
    }
