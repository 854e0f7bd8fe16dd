import numpy as np
import torch

print("ints:", torch.tensor([1, 2]).dtype)
print("mixed:", torch.tensor([1.0, 2]).dtype)
print("from numpy:", torch.from_numpy(np.array([1.0, 2.0])).dtype)
print("arange:", torch.arange(0, 10, 2).dtype)
print("divided:", (torch.tensor([1]) / 2).dtype)
