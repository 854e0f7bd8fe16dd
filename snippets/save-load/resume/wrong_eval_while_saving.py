"""Nothing has to be in eval mode to be saved. And train() afterwards reaches all layers, those as
well that were kept in eval mode: the run goes on as another one."""
# needs: train

import torch


def save_checkpoint(path, model, optimizer, epoch):
    model.eval()
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": epoch,
    }
    torch.save(checkpoint, path)
    model.train()


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["rng"])
    return checkpoint["epoch"] + 1
