import torch
from torch import nn


def step(clip):
    w = nn.Parameter(torch.tensor(2.0))
    optimizer = torch.optim.SGD([w], lr=0.1)
    h = torch.tensor(1.0)
    for _ in range(10):  # a recurrent network without inputs
        h = w * h
    h.backward()
    if clip:
        returned = nn.utils.clip_grad_norm_([w], max_norm=1.0)
        print(f"clip_grad_norm_ returns: {returned:.1f}")
    print(f"gradient at the step: {w.grad.item():.1f}")
    optimizer.step()
    print(f"w after the step: {w.item():.1f}")


step(clip=False)
step(clip=True)
