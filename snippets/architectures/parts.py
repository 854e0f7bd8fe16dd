"""The parts of a small dense network, and one of its units by hand."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape))

bare = [type(part).__name__ for part in model if not list(part.parameters())]
print("parts without parameters:", bare)

x = torch.randn(3)
hidden = model[1](model[0](x))
weights, bias = model[0].weight[3], model[0].bias[3]  # of the last unit
by_hand = torch.relu((weights * x).sum() + bias)
print("one hidden unit by hand, same value:", torch.isclose(hidden[3], by_hand).item())

place = torch.tensor([-1.0, 0.0, 1.0, 2.0, 3.0])
bump = torch.relu(place) - 2 * torch.relu(place - 1) + torch.relu(place - 2)
print("three ReLU units, a bump at 1:", bump.tolist())
print("learned numbers:", sum(p.numel() for p in model.parameters()))
