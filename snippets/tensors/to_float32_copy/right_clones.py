"""Shares first, then makes sure of the copy with `clone`."""

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    shared = torch.from_numpy(array)
    return shared.clone().to(dtype=torch.float32)
