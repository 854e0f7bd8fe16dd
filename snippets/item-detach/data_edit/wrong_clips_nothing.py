"""`clamp` without the underscore returns a clipped copy, which is thrown away. The gradient is
right, and the weights leave [-1, 1]."""

import torch

w = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.125)

for step in (1, 2):
    loss = w.square().sum()
    w.data.clamp(-1.0, 1.0)
    optimizer.zero_grad()
    loss.backward()
    print(f"step {step}, gradient: {w.grad.tolist()}")
    optimizer.step()
    print(f"step {step}, weights: {w.tolist()}")
