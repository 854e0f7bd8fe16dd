"""Which conversions between NumPy and PyTorch share memory?"""

import numpy as np
import torch

array = np.array([1.0, 2.0, 3.0])

from_numpy = torch.from_numpy(array)
as_tensor = torch.as_tensor(array)
copied = torch.tensor(array)

array[0] = 99.0  # write to the array, then look at the tensors
print("torch.from_numpy:", from_numpy.tolist())
print("torch.as_tensor: ", as_tensor.tolist())
print("torch.tensor:    ", copied.tolist())
print("their dtypes:", from_numpy.dtype, as_tensor.dtype, copied.dtype)

back = copied.numpy()  # and the way back
copied[0] = -1.0  # write to the tensor, then look at the array
print(".numpy():        ", back.tolist(), back.dtype)
