"""requires_grad_(True) thaws what was frozen, and the resumed run trains layers that the first did
not. Loading copies values; which of them learn was settled when the model was built."""
# needs: requires_grad_ | requires_grad

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
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    model.requires_grad_(True)
    return checkpoint["epoch"] + 1
