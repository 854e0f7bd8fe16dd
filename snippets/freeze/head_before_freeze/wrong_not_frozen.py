"""Without the line everything is trained, the body as well, which the author wanted to keep."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1000))
model[2] = nn.Linear(16, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

before = {name: p.detach().clone() for name, p in model.named_parameters()}
x = torch.randn(32, 8)
y = torch.randint(0, 3, (32,))
logits = model(x)
print("logits:", tuple(logits.shape))

loss = nn.functional.cross_entropy(logits, y)
loss.backward()
optimizer.step()
now = dict(model.named_parameters())
print("got a gradient:", [name for name, p in now.items() if p.grad is not None])
print("changed:", [name for name, p in now.items() if not p.equal(before[name])])
