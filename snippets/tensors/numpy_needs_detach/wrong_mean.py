"""The graph is whole, but the mean of the squares is half their sum for two weights only."""

import numpy as np
import torch

inputs = torch.from_numpy(np.array([[1, 0, 2], [0, 1, 1]], dtype=np.float32))
targets = torch.tensor([6.0, 3.0])
weights = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)

error = ((inputs @ weights - targets) ** 2).mean()
penalty = weights.square().mean()
loss = error + penalty
print(f"loss: {loss.item():.1f}")

of_error = torch.autograd.grad(error, weights, retain_graph=True)[0]
loss.backward()
print("gradient of the error alone:", of_error.tolist())
print("gradient with the penalty:  ", weights.grad.tolist())
