"""Only the optimizer's per-weight state is restored. Its groups, with a learning rate that a
schedule has lowered, stay as they were built."""

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
