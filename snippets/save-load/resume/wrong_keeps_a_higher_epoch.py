"""A file with a higher epoch is left as it is. But who goes back to an earlier epoch, or begins
anew, saves lower ones: the last state saved to a path counts, whatever its epoch is."""
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
    if os.path.exists(path) and torch.load(path)["epoch"] > epoch:
        return
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
