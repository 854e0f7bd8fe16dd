"""`step` unscales by itself, but only after the scaled gradients have been clipped."""

import torch
from torch import nn

for factor in (1.0, 10.0):
    weight = nn.Parameter(torch.zeros(2))
    optimizer = torch.optim.SGD([weight], lr=1.0)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)

    loss = (weight * torch.tensor([3.0, 4.0])).sum() * factor  # gradient: 5 * factor long
    scaler.scale(loss).backward()

    norm = nn.utils.clip_grad_norm_([weight], max_norm=10.0)
    scaler.step(optimizer)
    scaler.update()

    print("loss scale:", scaler.get_scale())
    print("norm that clipping saw:", norm.item())
    print(f"length of the step: {weight.detach().norm():.2f}")
