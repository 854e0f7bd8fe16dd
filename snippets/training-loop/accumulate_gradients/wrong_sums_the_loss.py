"""A loss need not have a `reduction`: a module of one's own gives its mean whatever is set there,
and that is divided once more. The loss is a mean: leave it as it is, and divide it."""
# needs: reduction

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
    loss_fn.reduction = "sum"
    for x, y in micro_batches:
        loss = loss_fn(model(x), y) / samples
        loss.backward()
    optimizer.step()
