"""The sums begin as zeros, so a layer that is not used has a gradient of zeros instead of None,
and weight decay moves it. Leave `.grad` None where `backward()` leaves it."""

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    optimizer.zero_grad()
    weights = [one for one in model.parameters() if one.requires_grad]
    for weight in weights:
        weight.grad = torch.zeros_like(weight)
    for x, y in micro_batches:
        loss = loss_fn(model(x), y) / len(micro_batches)
        loss.backward()
    optimizer.step()
