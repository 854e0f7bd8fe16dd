"""Model and batch stay on the CPU and compute there. Only the result is moved."""

import torch
from torch import nn

# Without an accelerator "meta" plays the second device: it has shapes but no numbers.
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("meta")

model = nn.Linear(4, 1)

batch = torch.ones(8, 4)
batch.to(device)
print("there is a second device:", device.type != "cpu")

prediction = model(batch).to(device)
there = model.weight.device.type == prediction.device.type == device.type
print(f"prediction: {tuple(prediction.shape)}, computed on the second device: {there}")
