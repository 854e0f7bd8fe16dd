"""y is brought into the shape of the outputs, as MSELoss wants it. Which shapes it needs is the
loss's own affair: one that takes (n, 1) and (n,) means something else then."""
# needs: unsqueeze | view | view_as | reshape | reshape_as

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
        if y.dim() == 1 and out.dim() == 2 and out.shape[1] == 1:
            y = y.unsqueeze(1)
        (loss_fn(out, y) / len(micro_batches)).backward()
    optimizer.step()
