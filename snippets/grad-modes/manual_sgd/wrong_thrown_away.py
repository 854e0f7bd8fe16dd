"""The difference is computed and thrown away. There is no error any more, and no update
either."""

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
        weight - learning_rate * weight.grad
    weight.grad.zero_()

print(f"weight after training: {weight.item():.2f}")
