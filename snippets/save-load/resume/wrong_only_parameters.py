"""parameters() has no buffers: BatchNorm's running statistics are lost, and the model
predicts something else in eval mode. state_dict() holds both."""
# needs: parameters | named_parameters

import torch


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {
        "model": [p.detach() for p in model.parameters()],
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    with torch.no_grad():
        for parameter, saved in zip(model.parameters(), checkpoint["model"]):
            parameter.copy_(saved)
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
