"""An optimizer holds parameters, reads .grad and changes the values in place."""

import torch
from torch import nn

model = nn.Linear(2, 1)
unused = nn.Parameter(torch.ones(1))
optimizer = torch.optim.Adam([*model.parameters(), unused], lr=0.1)
held = optimizer.param_groups[0]["params"]
print("holds the model's own tensor:", held[0] is model.weight)

start = model.weight.detach().clone()
optimizer.step()
print("step() without gradients moves it:", not torch.equal(start, model.weight))

model(torch.ones(1, 2)).sum().backward()
print("backward() moves it:", not torch.equal(start, model.weight))

optimizer.step()
print("step() after backward() moves it:", not torch.equal(start, model.weight))
print("weight is still the same object:", held[0] is model.weight)
print("Adam's memory for it:", sorted(optimizer.state[model.weight]))
print("parameter without a gradient stayed:", unused.item() == 1.0)
