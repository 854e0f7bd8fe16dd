"""The random numbers do not go on where they stopped, so dropout masks and shuffling differ. The
generator's state belongs in the file, and is set once nothing else draws any more."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    """Write all that training needs to go on; `epoch` (from 0) is finished."""
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    """Restore everything into the given objects; return the next epoch to run."""
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"] + 1
