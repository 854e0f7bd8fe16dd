"""Keeps a running mean: what is in .grad shrinks before each backward() adds its share."""

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    model.zero_grad()
    for number, (x, y) in enumerate(micro_batches, start=1):
        for parameter in model.parameters():
            if parameter.grad is not None:
                parameter.grad.mul_((number - 1) / number)
        (loss_fn(model(x), y) / number).backward()
    optimizer.step()
