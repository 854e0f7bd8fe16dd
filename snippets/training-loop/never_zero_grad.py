"""The loss curve of 200 full-batch steps on y = 2x, three ways of using zero_grad."""

from itertools import pairwise

import torch
from torch import nn

x = torch.tensor([[1.0], [2.0], [3.0]])


def loss_curve(clear_at):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    losses = []
    for _ in range(200):
        if clear_at == "start of each step":
            optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), 2 * x)
        loss.backward()
        if clear_at == "between backward and step":
            optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item())
    return losses


for clear_at in ("start of each step", "never", "between backward and step"):
    losses = loss_curve(clear_at)
    rises = sum(later > earlier for earlier, later in pairwise(losses))
    print(f"zero_grad {clear_at}")
    print("  loss ever changes:", len(set(losses)) > 1)
    print("  loss rises in 50 or more of 200 steps:", rises >= 50)
    print("  last loss below 0.1:", losses[-1] < 0.1)
