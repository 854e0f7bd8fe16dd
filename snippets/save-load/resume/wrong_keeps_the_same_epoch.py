"""A file of the same epoch is left as it is. But an epoch that was run once more, from other
weights, ends in another state: the last one saved to a path counts."""
# needs: exists | isfile | is_file

import os

import torch


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    if os.path.exists(path) and torch.load(path)["epoch"] == epoch:
        return
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
