"""An optimizer can have several parameter groups, say with other learning rates. Here only the
gradients of the first one are divided; dividing the loss reaches all of them."""
# needs: param_groups

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
    for parameter in optimizer.param_groups[0]["params"]:
        if parameter.grad is not None:
            parameter.grad /= len(micro_batches)
    optimizer.step()
