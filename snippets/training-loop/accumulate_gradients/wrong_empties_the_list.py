"""pop() takes the micro-batches out of the caller's own list; after the call it is empty,
and the next epoch has nothing to train on."""
# needs: pop

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    count = len(micro_batches)
    optimizer.zero_grad()
    while micro_batches:
        x, y = micro_batches.pop()
        loss = loss_fn(model(x), y) / count
        loss.backward()
    optimizer.step()
