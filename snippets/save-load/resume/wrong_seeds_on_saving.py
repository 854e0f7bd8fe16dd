"""Both functions set a seed, so the resumed run agrees with the one that saved. But saving
has changed that run: each checkpoint starts its random numbers over."""
# needs: manual_seed | seed

import torch


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
    }
    torch.manual_seed(epoch)
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.manual_seed(checkpoint["epoch"])
    return checkpoint["epoch"] + 1
