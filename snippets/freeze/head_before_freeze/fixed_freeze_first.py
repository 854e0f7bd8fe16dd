import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1000))
model.requires_grad_(False)
model[-1] = nn.Linear(16, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

x = torch.randn(32, 8)
y = torch.randint(0, 3, (32,))
logits = model(x)
print("logits:", tuple(logits.shape))

loss = nn.functional.cross_entropy(logits, y)
loss.backward()
optimizer.step()
named = model.named_parameters()
print("got a gradient:", [name for name, p in named if p.grad is not None])
