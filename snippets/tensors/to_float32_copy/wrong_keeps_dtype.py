"""`torch.tensor(array)`, or a clone, copies, but it keeps the array's dtype.

A float64 array gives a float64 tensor, and an int64 array an int64 tensor.
"""

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array)
