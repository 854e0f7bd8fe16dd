"""A tuple instead of a dict, through an open file; the generator is asked by name."""

import os

import torch


def save_checkpoint(path, model, optimizer, epoch):
    generator = torch.default_generator
    parts = (
        dict(model.state_dict()),
        optimizer.state_dict(),
        generator.get_state(),
        epoch + 1,
    )
    with open(os.fspath(path), "wb") as file:
        torch.save(parts, file)


def load_checkpoint(path, model, optimizer):
    with open(path, "rb") as file:
        weights, state, generator, following = torch.load(file, weights_only=True)
    optimizer.load_state_dict(state)
    model.load_state_dict(weights, strict=True)
    torch.default_generator.set_state(generator)
    return following
