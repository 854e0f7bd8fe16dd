"""A constant of its own for each layer. Within a layer the units are still copies of one."""

import torch
from torch import nn

torch.manual_seed(0)
points = torch.randn(200, 2)
same_sign = (points.prod(dim=1, keepdim=True) > 0).float()

model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
for layer in (model[0], model[2]):
    nn.init.constant_(layer.weight, 1 / layer.in_features)
    nn.init.zeros_(layer.bias)

loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
for _ in range(100):
    optimizer.zero_grad()
    loss = loss_fn(model(points), same_sign)
    loss.backward()
    optimizer.step()

weights = model[0].weight.detach()
alike = torch.allclose(weights, weights[0].expand(8, 2), atol=0.01)
accuracy = ((model(points) > 0).float() == same_sign).float().mean().item()
print("all 8 hidden units are alike:", alike)
print("accuracy above 0.9:", accuracy > 0.9)
