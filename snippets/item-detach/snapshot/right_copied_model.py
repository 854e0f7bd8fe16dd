"""It copies the whole model, and returns the frozen parameters of the copy."""

import copy


def snapshot(model):
    twin = copy.deepcopy(model).requires_grad_(False)
    return dict(twin.named_parameters())
