"""One training step through a BatchNorm layer that is in eval mode."""

import torch
from torch import nn

torch.manual_seed(0)
batch_norm = nn.BatchNorm1d(3).eval()
optimizer = torch.optim.SGD(batch_norm.parameters(), lr=0.1)
before = {name: value.clone() for name, value in batch_norm.state_dict().items()}

loss = batch_norm(torch.randn(8, 3) + 5).pow(2).mean()
loss.backward()
optimizer.step()

for name, value in batch_norm.state_dict().items():
    print(f"{name} changed:", not torch.equal(before[name], value))
