"""`torch.Tensor(...)` is the old constructor, and does not always copy.

It shares the memory of a float32 array, and its dtype is the default dtype, whatever that
is. `torch.tensor` copies, and takes a dtype.
"""
# needs: Tensor | FloatTensor

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.Tensor(array)
