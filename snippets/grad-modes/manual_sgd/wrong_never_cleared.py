"""The update is in place now, but the gradients are no longer cleared. They add up over the
steps, and the weight swings past 2."""

import torch

x = torch.tensor([1.0, 2.0, 3.0])
y = 2 * x
weight = torch.tensor(0.0, requires_grad=True)
learning_rate = 0.05

loss = ((weight * x - y) ** 2).mean()
print(f"loss before training: {loss.item():.2f}")

for _ in range(20):
    loss = ((weight * x - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        weight -= learning_rate * weight.grad

print(f"weight after training: {weight.item():.2f}")
