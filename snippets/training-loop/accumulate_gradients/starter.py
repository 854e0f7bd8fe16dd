import torch
from torch import nn


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_fn: nn.Module,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> None:
    """Make one optimizer step that equals a step on all micro-batches joined together.

    micro_batches: pairs (x, y) of equal size (n, ...), at least one; they stay as they are.
    loss_fn(model(x), y) is the mean over the n samples. The model is in train mode.
    """
    # TODO
