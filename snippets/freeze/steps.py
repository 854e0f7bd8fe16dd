"""The recipe once through: each step relies on the one before it."""

import torch
from torch import nn

torch.manual_seed(0)
checkpoint = {"0.weight": torch.ones(8, 4), "0.bias": torch.zeros(8)}
checkpoint |= {"2.weight": torch.ones(10, 8), "2.bias": torch.zeros(10)}
model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 10))

model.load_state_dict(checkpoint)
model.requires_grad_(False)
model[2] = nn.Linear(8, 3)
head = model[2]
optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3)
x, y = torch.randn(32, 4), torch.randint(0, 3, (32,))


def train(steps):
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()


train(5)
as_loaded = torch.equal(model[0].weight, checkpoint["0.weight"])
print("head trained, body as loaded:", as_loaded)

model[0].requires_grad_(True)
optimizer.add_param_group({"params": model[0].parameters(), "lr": 1e-5})
train(5)
as_loaded = torch.equal(model[0].weight, checkpoint["0.weight"])
print("after unfreezing, body as loaded:", as_loaded)
