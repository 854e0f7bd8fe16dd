"""Lists of lists carry no shape of their own: an array of shape (0, 3) becomes `[]`.

The way through Python numbers is slow, too. Give the array itself to torch.
"""
# needs: tolist | list

import numpy as np
import torch


def to_tensor(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array.tolist(), dtype=torch.float32)
