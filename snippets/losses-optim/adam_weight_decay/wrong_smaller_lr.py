"""The idle weight loses 1 % now because every step is ten times shorter, also that of the busy
weight."""

import torch

weights = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
optimizer = torch.optim.Adam([weights], lr=0.01, weight_decay=0.1)

weights.grad = torch.tensor([0.0, 100.0])
optimizer.step()

idle, busy = weights.tolist()
print(f"weight with gradient 0: {idle:.2f}")
print(f"weight with gradient 100: {busy:.2f}")
