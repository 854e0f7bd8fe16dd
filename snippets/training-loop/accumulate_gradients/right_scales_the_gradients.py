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
    totals = [None for _ in weights]  # None stays where a layer is not used
    for x, y in micro_batches:
        parts = torch.autograd.grad(loss_fn(model(x), y), weights, allow_unused=True)
        for number, part in enumerate(parts):
            if part is not None:
                total = totals[number]
                totals[number] = part if total is None else total + part
    for weight, total in zip(weights, totals):
        weight.grad = None if total is None else total / len(micro_batches)
    optimizer.step()
