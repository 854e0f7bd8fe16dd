"""retain_graph=True keeps what backward() would free, as long as the loss has a name: the next
micro-batch is computed while the graph of the last one is still in memory."""
# needs: retain_graph

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
        loss = loss_fn(model(x), y) / len(micro_batches)
        loss.backward(retain_graph=True)
    optimizer.step()
