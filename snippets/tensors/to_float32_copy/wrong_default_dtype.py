"""Without a dtype, new tensors have torch's default dtype, and so has `torch.Tensor(...)`.

It is float32 only until someone sets another one: name the dtype.
"""

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array, dtype=torch.get_default_dtype())
