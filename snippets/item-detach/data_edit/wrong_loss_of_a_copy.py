"""The copy keeps the gradient right. The weights are still clipped before the step and not
after it."""

import torch

w = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.125)

for step in (1, 2):
    loss = w.clone().square().sum()
    w.data.clamp_(-1.0, 1.0)
    optimizer.zero_grad()
    loss.backward()
    print(f"step {step}, gradient: {w.grad.tolist()}")
    optimizer.step()
    print(f"step {step}, weights: {w.tolist()}")
