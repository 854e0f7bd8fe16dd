"""`torch.from_numpy(array).float()` copies only when the dtype has to change.

A float32 array needs no change, so `.float()` returns the tensor that still shares
the array's memory. `torch.as_tensor(array, dtype=torch.float32)` does the same.
"""
# needs: from_numpy | as_tensor

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array).float()
