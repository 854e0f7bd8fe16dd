"""`detach()` ends the error and the training of the encoder: only the head is left to learn, on
features of random weights.
"""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(64, 4)
age = x.sum(1, keepdim=True)

encoder = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 8), nn.Tanh())
head = nn.Linear(8, 1)
parameters = [*encoder.parameters(), *head.parameters()]
optimizer = torch.optim.Adam(parameters, lr=0.02)

features = encoder(x)
for epoch in range(200):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(head(features.detach()), age)
    loss.backward()
    optimizer.step()
    if epoch == 0:
        print("first epoch finished")

print("final loss below 0.1:", loss.item() < 0.1)
