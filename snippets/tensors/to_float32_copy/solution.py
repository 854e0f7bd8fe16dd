import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    """Return the values of `array` as a float32 tensor of its shape, with its own memory."""
    return torch.tensor(array, dtype=torch.float32)
