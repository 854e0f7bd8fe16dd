"""By way of float64 a large int64 is rounded twice, and may end up at the second nearest float32.

Convert to float32 in one step.
"""
# needs: float64 | double

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array, dtype=torch.float64).float()
