import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    """Return `array` as a float32 tensor of the same shape, with memory of its own."""
    return torch.tensor(array, dtype=torch.float32)
