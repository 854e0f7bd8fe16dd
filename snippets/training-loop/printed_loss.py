"""The loss tensor keeps the value of the forward pass; step() does not change it."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 2)
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
x, y = torch.tensor([[1.0, 2.0]]), torch.tensor([[2.0, 3.0]])

with torch.no_grad():
    before = loss_fn(model(x), y).item()

optimizer.zero_grad()
loss = loss_fn(model(x), y)
loss.backward()
optimizer.step()

with torch.no_grad():
    after = loss_fn(model(x), y).item()

print("printed loss equals the loss before the update:", loss.item() == before)
print("printed loss equals the loss after the update:", loss.item() == after)
print("loss after the update is lower:", after < before)
