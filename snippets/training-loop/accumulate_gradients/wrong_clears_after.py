"""zero_grad() runs after step() only. That clears for the next call, but gradients that
somebody else left before this one are still added in."""
# needs: zero_grad

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    for x, y in micro_batches:
        loss = loss_fn(model(x), y) / len(micro_batches)
        loss.backward()
    optimizer.step()
    optimizer.zero_grad()
