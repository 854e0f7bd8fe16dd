"""`view(dtype)` reads the same bytes as another dtype; it converts no value.

The eight bytes of a float64 become two float32 numbers without meaning.
"""
# needs: view

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array).contiguous().view(torch.float32)
