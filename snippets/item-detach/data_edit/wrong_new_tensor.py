"""`w = w.clamp(...)` binds the name to a new tensor. The optimizer still holds the old one,
which is not clipped, and the next step finds no `.grad`."""

import torch

w = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.125)

for step in (1, 2):
    loss = w.square().sum()
    optimizer.zero_grad()
    loss.backward()
    print(f"step {step}, gradient: {w.grad.tolist()}")
    optimizer.step()
    w = w.clamp(-1.0, 1.0)
    print(f"step {step}, weights: {w.tolist()}")
