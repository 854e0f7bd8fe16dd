import numpy as np
import torch

prices = np.array([1.0, 2.0, 3.0])
t = torch.from_numpy(prices)

t.mul_(2)
print("prices:", prices.tolist())

t = t + 1
print("prices:", prices.tolist())
print("t:", t.tolist())
