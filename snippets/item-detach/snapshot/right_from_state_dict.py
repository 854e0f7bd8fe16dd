"""It copies those entries of state_dict() that are parameters, by way of numpy."""

from collections import OrderedDict

import torch


def snapshot(model):
    wanted = {name for name, _ in model.named_parameters()}
    arrays = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    return OrderedDict(
        (name, torch.from_numpy(array.copy()))
        for name, array in arrays.items()
        if name in wanted
    )
