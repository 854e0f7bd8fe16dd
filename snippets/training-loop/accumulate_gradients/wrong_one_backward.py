"""The losses are added up and backward() runs once at the end: the update is right, but
the graphs of all micro-batches are in memory together, as with one large batch."""
# lacks: retain_graph

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    optimizer.zero_grad()
    losses = [loss_fn(model(x), y) for x, y in micro_batches]
    (sum(losses) / len(losses)).backward()
    optimizer.step()
