"""It copies those entries of state_dict() that are parameters."""

from collections import OrderedDict

import torch


def snapshot(model):
    wanted = {name for name, _ in model.named_parameters()}
    state = model.state_dict()
    return OrderedDict(
        (name, torch.stack([state[name]])[0]) for name in state if name in wanted
    )
