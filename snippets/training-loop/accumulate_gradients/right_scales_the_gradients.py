"""Sums the gradients that torch.autograd.grad returns, and scales once at the end."""

import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    optimizer.zero_grad()  # for what is frozen
    weights = [one for one in model.parameters() if one.requires_grad]
    totals = [torch.zeros_like(weight) for weight in weights]
    for x, y in micro_batches:
        for total, part in zip(totals, torch.autograd.grad(loss_fn(model(x), y), weights)):
            total += part
    for weight, total in zip(weights, totals):
        weight.grad = total / len(micro_batches)
    optimizer.step()
