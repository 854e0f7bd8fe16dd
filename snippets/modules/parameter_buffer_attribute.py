"""A Parameter, a buffer and two plain tensors on one module; a buffer on another."""

import torch
from torch import nn


class Scaler(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
        self.register_buffer("mean", torch.zeros(1))
        self.note = torch.zeros(1)
        self.scale = torch.ones(1, requires_grad=True)


model = Scaler()
print("parameters():", [name for name, _ in model.named_parameters()])
print("state_dict():", list(model.state_dict()))

model.to(torch.float64)
for name in ("weight", "mean", "note", "scale"):
    print(f"dtype of {name} after .to(float64):", getattr(model, name).dtype)

other = nn.Module()
other.mask = nn.Buffer(torch.ones(3))
print("an nn.Buffer that was assigned, state_dict():", list(other.state_dict()))
