"""The optimizer's state is not restored. Momentum and Adam's running averages start from zero
again, so the first steps after the restart go somewhere else."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    """Write all that training needs to go on; `epoch` (from 0) is finished."""
    checkpoint = {
        "model": model.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    """Restore everything into the given objects; return the next epoch to run."""
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
