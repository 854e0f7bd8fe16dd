"""`ravel`, `flatten` and `reshape(-1)` give one long row.

The values are there, the shape is lost.
"""
# needs: ravel | flatten | reshape | view

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array.ravel(), dtype=torch.float32)
