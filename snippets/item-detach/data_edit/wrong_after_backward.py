"""The gradient is right, but the step starts from the clipped weights, which the gradient does
not belong to. And after the step they are not clipped."""

import torch

w = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.125)

for step in (1, 2):
    loss = w.square().sum()
    optimizer.zero_grad()
    loss.backward()
    w.data.clamp_(-1.0, 1.0)
    print(f"step {step}, gradient: {w.grad.tolist()}")
    optimizer.step()
    print(f"step {step}, weights: {w.tolist()}")
