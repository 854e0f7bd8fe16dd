"""The inputs are cast to the dtype of the weights. Word ids are whole numbers, though: an Embedding
refuses floats. Hand x and y on as they come."""

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    dtype = next(model.parameters()).dtype
    optimizer.zero_grad()
    for x, y in micro_batches:
        loss = loss_fn(model(x.to(dtype)), y) / len(micro_batches)
        loss.backward()
    optimizer.step()
