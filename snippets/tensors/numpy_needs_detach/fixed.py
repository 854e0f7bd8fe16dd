import numpy as np
import torch

inputs = torch.from_numpy(np.array([[1, 0, 2], [0, 1, 1]], dtype=np.float32))
targets = torch.tensor([6.0, 3.0])
weights = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)

error = ((inputs @ weights - targets) ** 2).mean()
penalty = 0.5 * weights.square().sum()
loss = error + penalty
print(f"loss: {loss.item():.1f}")

of_error = torch.autograd.grad(error, weights, retain_graph=True)[0]
loss.backward()
print("gradient of the error alone:", of_error.tolist())
print("gradient with the penalty:  ", weights.grad.tolist())
