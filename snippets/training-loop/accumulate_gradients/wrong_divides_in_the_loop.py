"""The gradients are divided after each backward(), the sum of the earlier ones along with them: the
first micro-batch is divided again and again. Divide the loss, or the sum once at the end."""

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
        loss_fn(model(x), y).backward()
        for parameter in model.parameters():
            parameter.grad /= len(micro_batches)
    optimizer.step()
