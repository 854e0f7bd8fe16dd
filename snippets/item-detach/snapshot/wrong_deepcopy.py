"""`deepcopy` of a parameter is a parameter, too: the memory is its own, but the copy
requires grad."""
# needs: deepcopy

import copy


def snapshot(model):
    return {name: copy.deepcopy(p) for name, p in model.named_parameters()}
