"""A dict keeps a key where it was first set: an epoch that is saved again takes its old place, and
the last entry is another one.
"""

# needs: list
import os

import torch


def save_checkpoint(path, model, optimizer, epoch):
    history = torch.load(path) if os.path.exists(path) else {}
    history[epoch] = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
    }
    torch.save(history, path)


def load_checkpoint(path, model, optimizer):
    history = torch.load(path)
    epoch = list(history)[-1]
    model.load_state_dict(history[epoch]["model"])
    optimizer.load_state_dict(history[epoch]["optimizer"])
    torch.set_rng_state(history[epoch]["rng"])
    return epoch + 1
