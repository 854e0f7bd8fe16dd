"""Only integers are converted. float64 is floating point already, and stays float64."""

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    tensor = torch.tensor(array)
    return tensor if tensor.is_floating_point() else tensor.to(torch.float32)
