"""The saved state is laid over what the given optimizer holds. Where none was saved, as before the
first step, its own old momentum stays. load_state_dict() replaces the state as a whole."""

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
    saved, mine = checkpoint["optimizer"], optimizer.state_dict()
    optimizer.load_state_dict({**saved, "state": {**mine["state"], **saved["state"]}})
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
