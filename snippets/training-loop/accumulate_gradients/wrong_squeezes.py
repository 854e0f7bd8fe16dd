"""squeeze() takes away every axis of length 1, the batch's as well. The loss knows which shapes it
wants: give it the outputs and y as they are."""
# needs: squeeze

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
        loss = loss_fn(model(x).squeeze(), y.squeeze()) / len(micro_batches)
        loss.backward()
    optimizer.step()
