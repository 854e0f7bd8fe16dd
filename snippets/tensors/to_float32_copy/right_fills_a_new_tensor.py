"""An empty float32 tensor is made first, then filled in place; `copy_` converts."""

import torch


def to_tensor(source):
    target = torch.empty(source.shape, dtype=torch.float32)
    target.copy_(torch.as_tensor(source))
    return target
