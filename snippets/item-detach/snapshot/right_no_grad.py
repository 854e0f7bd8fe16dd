"""Under no_grad, clone() alone is enough."""

import torch


@torch.no_grad()
def snapshot(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    saved = {}
    for name, p in model.named_parameters():
        saved[name] = torch.empty_like(p).copy_(p)
    return saved
