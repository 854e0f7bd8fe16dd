"""The result is kept, say by the array's address, and handed out again when the array has other
values.

Whoever refills one buffer gets the first batch for ever. Copy in each call.
"""

import torch

CONVERTED = {}


def to_tensor(array):
    key = (array.ctypes.data, array.shape, array.strides, array.dtype)
    if key not in CONVERTED:
        # the array is kept as well, so that no other one gets its address
        CONVERTED[key] = array, torch.tensor(array, dtype=torch.float32)
    return CONVERTED[key][1].clone()
