"""Whole objects are pickled. Such a file needs weights_only=False, which runs any code
that is in it, and breaks when the class moves to another module."""
# needs: weights_only

import torch


def save_checkpoint(path, model, optimizer, epoch):
    """Write all that training needs to go on; `epoch` (from 0) is finished."""
    checkpoint = {
        "model": model,
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    """Restore everything into the given objects; return the next epoch to run."""
    checkpoint = torch.load(path, map_location="cpu", weights_only=False)
    model.load_state_dict(checkpoint["model"].state_dict())
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
