"""Values beyond the range are cut to float32's largest number, which looks like a value that was
measured. An infinity tells that it did not fit; leave it to the conversion.
"""

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    if array.dtype == np.float64:
        top = np.finfo(np.float32).max
        array = np.where(np.isfinite(array), np.clip(array, -top, top), array)
    return torch.tensor(array, dtype=torch.float32)
