import torch


def clip(grads: list[torch.Tensor], max_norm: float) -> list[torch.Tensor]:
    norm = torch.linalg.vector_norm(torch.stack([grad.norm() for grad in grads]))
    factor = torch.clamp(max_norm / norm, max=1.0)
    return [grad * factor for grad in grads]
