"""The idle weight is right, as plain SGD doesn't normalize. For the same reason the busy weight
takes a step of lr * 100."""

import torch

weights = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
optimizer = torch.optim.SGD([weights], lr=0.1, weight_decay=0.1)

weights.grad = torch.tensor([0.0, 100.0])
optimizer.step()

idle, busy = weights.tolist()
print(f"weight with gradient 0: {idle:.2f}")
print(f"weight with gradient 100: {busy:.2f}")
