"""y is cast to the dtype of the outputs. Targets of float64 are rounded by that before the loss
has seen them: hand y on as it is."""
# needs: to | type | type_as | float | double | long

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
        out = model(x)
        if y.is_floating_point():
            y = y.to(out.dtype)
        (loss_fn(out, y) / len(micro_batches)).backward()
    optimizer.step()
