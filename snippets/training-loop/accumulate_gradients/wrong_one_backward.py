"""The graphs of several micro-batches are in memory together, as with one large batch: `backward()`
frees them. Call it for each micro-batch, before the forward pass of the next one."""
# lacks: retain_graph, create_graph

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
