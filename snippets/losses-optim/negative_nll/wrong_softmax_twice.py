"""`cross_entropy` applies a log-softmax itself. After another softmax it can't get near 0."""

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
points = torch.randn(100, 2)
target = (points[:, 0] > 0).long()

model = nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(1, 101):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(points).softmax(dim=1), target)
    loss.backward()
    optimizer.step()
    if step in (1, 50, 100):
        print(f"step {step}, loss: {loss.item():.3f}")

accuracy = (model(points).argmax(dim=1) == target).float().mean().item()
print("accuracy above 0.9:", accuracy > 0.9)
