"""What a tensor shares with a NumPy array, what it adds, and what it lacks."""

import numpy as np
import torch

array = np.array([[1.0, 2.0], [3.0, 4.0]], dtype=np.float32)
tensor = torch.from_numpy(array)

# The same: an n-dimensional grid of numbers with one dtype.
print("column sums, NumPy:", array.sum(axis=0).tolist())
print("column sums, torch:", tensor.sum(dim=0).tolist())
print("one memory for both:", np.shares_memory(array, tensor.numpy()))

# Missing: slices with a negative step.
print("reversed, NumPy:", array[::-1].tolist())
try:
    print("reversed, torch:", tensor[::-1].tolist())
except ValueError as error:
    print("reversed, torch: ValueError:", error)

# New: a tensor can live on an accelerator.
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")
print("moved to the best device here:", tensor.to(device).device.type)

# New: a tensor can record operations and give gradients.
weight = torch.tensor([3.0, 4.0], requires_grad=True)
(weight**2).sum().backward()
print("gradient of the sum of squares:", weight.grad.tolist())
