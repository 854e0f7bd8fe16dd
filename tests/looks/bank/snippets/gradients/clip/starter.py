import torch


def clip(grads: list[torch.Tensor], max_norm: float) -> list[torch.Tensor]:
    ...
