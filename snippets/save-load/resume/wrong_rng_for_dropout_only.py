"""The generator's state is saved only where a layer draws. Shuffling draws from the same generator,
whatever the layers are: save it always."""
# needs: get_rng_state | get_state

import torch
from torch import nn


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
    }
    if any(isinstance(layer, nn.Dropout) for layer in model.modules()):
        checkpoint["rng"] = torch.get_rng_state()
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    if "rng" in checkpoint:
        torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
