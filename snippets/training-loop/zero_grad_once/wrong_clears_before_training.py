"""Once per training is too seldom: the second step adds to the gradients of the first."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(3, 1)
calls = []
model.weight.register_post_accumulate_grad_hook(lambda _: calls.append("backward"))
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def agrees_with(loss):
    expected = torch.autograd.grad(loss, model.weight)[0]
    return torch.allclose(model.weight.grad, expected, atol=1e-6)


optimizer.zero_grad()
for step in (1, 2):
    x, y = torch.randn(32, 3), torch.randn(32, 1)
    for part in range(4):
        rows = slice(8 * part, 8 * part + 8)
        loss = loss_fn(model(x[rows]), y[rows]) / 4
        loss.backward()

    all_rows, last_rows = loss_fn(model(x), y), loss_fn(model(x[24:]), y[24:])
    print(f"step {step}, calls of backward():", len(calls))
    print("  gradient of all 32 rows:", agrees_with(all_rows))
    print("  gradient of the last 8 rows, divided by 4:", agrees_with(last_rows / 4))
    optimizer.step()
