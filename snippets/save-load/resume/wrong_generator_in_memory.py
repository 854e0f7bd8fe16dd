"""The state of the random generator is kept in memory, where the next save overwrites it, and
which a new process does not have at all. It belongs in the file, like the weights."""

import torch

KEPT = {}


def save_checkpoint(path, model, optimizer, epoch):
    KEPT["rng"] = torch.get_rng_state()
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(KEPT["rng"])
    return checkpoint["epoch"] + 1
