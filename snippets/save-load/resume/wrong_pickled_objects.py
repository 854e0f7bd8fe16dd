"""weights_only=False is needed only for a file with more in it than tensors, numbers and plain
containers: a whole model, say. It runs any code that is in the file. Save states in such types."""
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
