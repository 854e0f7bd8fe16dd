"""The small batch is left out: 8 samples count for nothing, instead of too much."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
features = torch.randn(72, 1)
targets = torch.cat([torch.full((64, 1), 1.0), torch.full((8, 1), 5.0)])
dataset = TensorDataset(features, targets)
loader = DataLoader(dataset, batch_size=32, drop_last=True)

model = nn.Linear(1, 1)
nn.init.zeros_(model.weight)
nn.init.zeros_(model.bias)
loss_fn = nn.L1Loss()

total = 0.0
for x, y in loader:
    loss = loss_fn(model(x), y)
    total += loss.item()

epoch_loss = total / len(loader)
whole_set = nn.functional.l1_loss(model(features), targets).item()
print(f"batch size {loader.batch_size}, epoch loss: {epoch_loss:.3f}")
print(f"loss of the whole set at once: {whole_set:.3f}")
