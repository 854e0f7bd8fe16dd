"""Squeeze 20 numbers through a code of 2 and rebuild them: the target is the input."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(300, 2) @ torch.randn(2, 20) + 0.1 * torch.randn(300, 20)

encoder, decoder = nn.Linear(20, 2), nn.Linear(2, 20)
model = nn.Sequential(encoder, decoder)
optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
for _ in range(150):
    target = x
    loss = nn.functional.mse_loss(model(x), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

mean_only = nn.functional.mse_loss(x.mean(dim=0).expand_as(x), x).item()
print("code:", tuple(encoder(x).shape), "| rebuilt:", tuple(model(x).shape))
print(f"error of always answering the mean: {mean_only:.2f}")
print(f"error of the autoencoder: {loss.item():.2f}")
print("less than a tenth of it:", loss.item() < 0.1 * mean_only)
