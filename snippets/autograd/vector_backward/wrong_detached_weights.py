"""Detached or not, the losses are still the weights of the rows."""

import torch

w = torch.tensor([1.0, 2.0], requires_grad=True)
x = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
y = torch.tensor([0.0, 0.0, 0.0])

prediction = x @ w
loss = torch.nn.functional.mse_loss(prediction, y, reduction="none")
print("loss of each row:", loss.tolist())
loss.backward(loss.detach())
print("w.grad:", w.grad.tolist())
