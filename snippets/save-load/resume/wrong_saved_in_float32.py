"""The weights were saved in float32; a float64 model comes back rounded. Save each in its
own dtype."""
# needs: float | float32

import torch


def save_checkpoint(path, model, optimizer, epoch):
    """Write to `path` all that training needs to go on; `epoch` (int, from 0) is finished.

    What is saved goes on unchanged. The file suits torch.load with its defaults.
    """
    checkpoint = {
        "model": {name: one.float() for name, one in model.state_dict().items()},
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    """Restore everything into the given objects; return the next epoch (int) to run.

    They are built like the saved ones: same layers, same class of optimizer, same groups.
    """
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
