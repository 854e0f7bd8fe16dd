"""What copies only when something has to change does not copy a float32 array.

`torch.from_numpy` shares the array's memory, and `.float()` or `.to()` then has nothing to do.
So it is with `torch.as_tensor`, `torch.asarray`, and NumPy's `astype(..., copy=False)`.
"""
# needs: from_numpy | as_tensor | asarray

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array).float()
