"""The default dtype is a setting of the whole process: all that is made afterwards is float64."""

# needs: set_default_dtype
import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    torch.set_default_dtype(torch.float64)  # lists keep all digits
    return torch.tensor(array.tolist()).reshape(array.shape).float()
