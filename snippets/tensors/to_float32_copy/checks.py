import numpy as np
import torch

DTYPES = ("float32", "float64", "int64")


def check_values(answer):
    """The tensor has the array's shape and values."""
    array = np.array([[1, 2, 3], [4, 5, 6]], dtype="float64")
    result = answer.to_tensor(array)
    assert isinstance(result, torch.Tensor), f"expected a tensor, got {type(result)}"
    shape = tuple(result.shape)
    assert shape == (2, 3), f"expected shape (2, 3), got {shape}"
    assert result.tolist() == array.tolist(), f"expected {array}, got {result}"


def check_dtype(answer):
    """The tensor is float32, whatever the array is."""
    for name in DTYPES:
        dtype = answer.to_tensor(np.array([1, 2, 3], dtype=name)).dtype
        assert dtype == torch.float32, f"expected float32 from {name}, got {dtype}"


def check_own_memory(answer):
    """Writing to the array later leaves the tensor as it was, for each dtype."""
    for name in DTYPES:
        array = np.array([1, 2, 3], dtype=name)
        result = answer.to_tensor(array)
        array[0] = 99
        message = f"a write to the {name} array changed the tensor to {result.tolist()}"
        assert result[0].item() != 99, message
