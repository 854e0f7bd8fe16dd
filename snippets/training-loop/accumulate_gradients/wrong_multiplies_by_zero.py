"""Zero times nan is nan: a gradient that overflowed in an earlier step survives the multiplication,
and spoils the weights for good. `zero_grad()` drops what is left, whatever it is."""

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    for parameter in model.parameters():
        if parameter.grad is not None:
            parameter.grad *= 0
    for x, y in micro_batches:
        (loss_fn(model(x), y) / len(micro_batches)).backward()
    optimizer.step()
