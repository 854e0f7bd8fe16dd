"""It writes the parameters as a checkpoint in memory and reads that."""

import io

import torch


def snapshot(model):
    file = io.BytesIO()
    torch.save({name: p.data for name, p in model.named_parameters()}, file)
    file.seek(0)
    return torch.load(file)
