"""Time the same addition in NumPy and in torch, small and large, on one CPU thread."""

import timeit

import numpy as np
import torch

torch.set_num_threads(1)


def best_time(add, x, calls):
    names = {"add": add, "x": x, "out": x + x}
    return min(
        timeit.repeat("add(x, x, out=out)", globals=names, number=calls, repeat=40)
    )


def both_times(size, calls):
    array, tensor = np.ones(size, dtype=np.float32), torch.ones(size)
    return best_time(np.add, array, calls), best_time(torch.add, tensor, calls)


numpy_time, torch_time = both_times(3, calls=1_000)
print("3 elements: NumPy takes less time:", numpy_time < torch_time)

numpy_time, torch_time = both_times(100_000, calls=20)
ratio = max(numpy_time, torch_time) / min(numpy_time, torch_time)
print("100000 elements: less than a factor of 3 apart:", ratio < 3)
