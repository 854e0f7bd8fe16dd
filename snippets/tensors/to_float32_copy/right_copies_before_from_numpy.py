"""NumPy makes the copy (`astype` always does); torch shares the memory of that copy."""

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array.astype(np.float32))
