"""A large net, 15 noisy points: training and validation loss over time."""

import torch
from torch import nn

torch.manual_seed(0)
x, new_x = torch.rand(15, 1) * 2 - 1, torch.rand(200, 1) * 2 - 1
y = torch.sin(3 * x) + 0.3 * torch.randn(15, 1)
new_y = torch.sin(3 * new_x) + 0.3 * torch.randn(200, 1)

torch.manual_seed(1)
model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh())
model.append(nn.Linear(32, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
validation = []
for epoch in range(301):
    loss = nn.functional.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        validation.append(nn.functional.mse_loss(model(new_x), new_y).item())
    if epoch in (0, 25, 100, 300):
        print(f"epoch {epoch}: train {loss.item():.3f}, val {validation[-1]:.3f}")

best = min(range(len(validation)), key=validation.__getitem__)
print(f"best validation loss {validation[best]:.3f} at epoch {best}")
assert loss.item() < 0.7 * validation[best]
assert validation[best] < 0.9 * validation[-1]
