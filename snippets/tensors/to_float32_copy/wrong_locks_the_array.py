"""The array is made read-only. But it is the caller's, and the next batch is written to it: leave
it as it is. A copy needs no lock."""
# needs: setflags | flags | writeable

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    array.setflags(write=False)
    return torch.as_tensor(array, dtype=torch.float32)
