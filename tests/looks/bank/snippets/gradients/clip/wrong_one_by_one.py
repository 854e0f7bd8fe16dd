"""Each gradient is clipped by its own norm, so the direction changes."""

import torch


def clip(grads: list[torch.Tensor], max_norm: float) -> list[torch.Tensor]:
    return [grad * min(1.0, max_norm / float(grad.norm())) for grad in grads]
