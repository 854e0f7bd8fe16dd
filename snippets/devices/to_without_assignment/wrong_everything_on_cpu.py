"""Everything stays on the CPU, where nothing can be mixed up. The author wanted to compute on
the second device."""

import torch
from torch import nn

device = torch.device("cpu")

model = nn.Linear(4, 1)
model.to(device)

batch = torch.ones(8, 4)
batch.to(device)
print("there is a second device:", device.type != "cpu")

prediction = model(batch)
there = model.weight.device.type == prediction.device.type == device.type
print(f"prediction: {tuple(prediction.shape)}, computed on the second device: {there}")
