"""backward() adds to .grad. zero_grad() starts the next sum."""

import torch
from torch import nn

weight = nn.Parameter(torch.tensor(1.0))
optimizer = torch.optim.SGD([weight], lr=0.1)

for call in (1, 2, 3):
    loss = 2 * weight
    loss.backward()
    print(f"backward() number {call}, grad:", weight.grad.item())

optimizer.zero_grad()
print("after zero_grad(), grad:", weight.grad)


def loss_after_20_steps(clear):
    x = torch.tensor([[1.0], [2.0], [3.0]])
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(20):
        if clear:
            optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), 2 * x)
        loss.backward()
        optimizer.step()
    return loss.item()


print("loss below 1 with zero_grad():", loss_after_20_steps(clear=True) < 1)
print("loss below 1 without:", loss_after_20_steps(clear=False) < 1)
