"""What the one package `torch` gives you, a line each."""

import importlib.metadata

import torch
from torch import nn

device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()

x = torch.ones(2, 3, device=device)
print("tensors, as in NumPy:", (2 * x).sum().item())

w = torch.tensor([1.0, 2.0, 3.0], device=device, requires_grad=True)
(x @ w).sum().backward()
print("automatic gradients:", w.grad.tolist())

model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1)).to(device)
print("layers, with parameters:", sum(p.numel() for p in model.parameters()))

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
before = model[2].bias.item()
model(x).sum().backward()
optimizer.step()
print("optimizers that change them:", model[2].bias.item() != before)

print("author:", importlib.metadata.metadata("torch")["Author-email"])
