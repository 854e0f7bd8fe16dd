"""`requires_grad_(False)`, like `detach_()`, works in place on the parameter itself. The copies are
fine, but the model no longer trains: `detach()` gives a new tensor and leaves the original
tracked."""
# needs: requires_grad_ | requires_grad | detach_


def snapshot(model):
    return {
        name: p.requires_grad_(False).clone() for name, p in model.named_parameters()
    }
