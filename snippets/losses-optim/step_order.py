"""One iteration in order, and what PyTorch says when the scheduler goes first."""

import warnings

import torch
from torch import nn

model = nn.Linear(1, 1)
x, y = torch.ones(4, 1), torch.full((4, 1), 50.0)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.1)

for iteration in range(1, 5):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
    used = optimizer.param_groups[0]["lr"]
    optimizer.step()
    scheduler.step()
    print(f"iteration {iteration}: learning rate used {used:.2f}")

optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    scheduler.step()
print("scheduler first:", str(caught[0].message).split(". ")[0])
