"""Small gradients are scaled up."""

import torch


def clip(grads: list[torch.Tensor], max_norm: float) -> list[torch.Tensor]:
    norm = torch.linalg.vector_norm(torch.stack([grad.norm() for grad in grads]))
    return [grad * (max_norm / float(norm)) for grad in grads]
