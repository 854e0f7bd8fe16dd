"""Only what is trained is saved. A frozen layer has weights, too, and the given model's are others;
so are the buffers. And strict=False is silent about all that is missing."""
# needs: requires_grad, strict

import torch


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": {name: p.detach() for name, p in model.named_parameters() if p.requires_grad},
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"], strict=False)
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
