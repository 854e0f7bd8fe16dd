"""Two Linears in a row can be multiplied out into one; a ReLU between them can't."""

import torch
from torch import nn

torch.manual_seed(0)
first, second = nn.Linear(1, 10), nn.Linear(10, 1)
merged = nn.Linear(1, 1)
with torch.no_grad():
    merged.weight.copy_(second.weight @ first.weight)
    merged.bias.copy_(second.weight @ first.bias + second.bias)

x = torch.linspace(-1, 1, 41).unsqueeze(1)
same = torch.allclose(second(first(x)), merged(x), atol=1e-6)
print("one Linear(1, 1) gives the same output:", same)


def fit_absolute_value(*layers):
    model = nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for _ in range(200):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), x.abs())
        loss.backward()
        optimizer.step()
    return loss.item()


without = fit_absolute_value(nn.Linear(1, 10), nn.Linear(10, 1))
with_relu = fit_absolute_value(nn.Linear(1, 10), nn.ReLU(), nn.Linear(10, 1))
print("fit |x|, loss without ReLU stays above 0.08:", without > 0.08)
print("fit |x|, loss with ReLU gets below 0.01:", with_relu < 0.01)
