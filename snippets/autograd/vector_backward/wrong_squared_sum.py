"""A scalar has one weight, and it has to be 1: here all of the gradient is multiplied by 14."""

import torch

w = torch.tensor([1.0, 2.0], requires_grad=True)
x = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
y = torch.tensor([0.0, 0.0, 0.0])

prediction = x @ w
loss = torch.nn.functional.mse_loss(prediction, y, reduction="none")
print("loss of each row:", loss.tolist())
loss.sum().backward(loss.sum())
print("w.grad:", w.grad.tolist())
