"""The loss gets the outputs in another dtype than the model's: those of float64 lose digits before
the loss has seen them, and a loss may refuse a mix of two dtypes. Hand them on as they are."""
# needs: float | double | to | type | type_as

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
        loss = loss_fn(model(x).float(), y) / len(micro_batches)
        loss.backward()
    optimizer.step()
