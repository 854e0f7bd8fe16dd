"""A frozen parameter has no gradient: its .grad is None, and None cannot be divided. Divide the
loss instead, or pass over the parameters without a gradient."""

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
    for parameter in model.parameters():
        parameter.grad /= len(micro_batches)
    optimizer.step()
