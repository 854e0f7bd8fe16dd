"""Time the same addition in NumPy and in torch, small and large, on one CPU thread.

The figures differ from machine to machine; look at the small case.
"""

import timeit

import numpy as np
import torch

torch.set_num_threads(1)


def best_microseconds(x, calls):
    times = timeit.repeat("x + x", globals={"x": x}, number=calls, repeat=5)
    return min(times) / calls * 1e6


for size, calls in ((3, 10_000), (1_000_000, 50)):
    array = np.ones(size, dtype=np.float32)
    tensor = torch.ones(size)
    numpy_time = best_microseconds(array, calls)
    torch_time = best_microseconds(tensor, calls)
    print(f"{size} elements: NumPy {numpy_time:.2f} us, torch {torch_time:.2f} us")
