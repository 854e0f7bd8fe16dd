"""The recipe once through: each step relies on the one before it."""

import torch
from torch import nn

torch.manual_seed(0)
checkpoint = {"0.weight": torch.ones(8, 4), "0.bias": torch.zeros(8)}
checkpoint |= {"2.weight": torch.ones(10, 8), "2.bias": torch.zeros(10)}
model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 10))

model.load_state_dict(checkpoint)
model.requires_grad_(False)
try:  # nothing is trainable yet
    torch.optim.AdamW(p for p in model.parameters() if p.requires_grad)
except ValueError as error:
    print("trainable parameters before the new head:", error)
early = torch.optim.AdamW(model.parameters()).param_groups[0]["params"]
model[2] = head = nn.Linear(8, 3)
held = any(p is head.weight for p in early)
print("all parameters before the new head, holds the new head:", held)
optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3)
x, y = torch.randn(32, 4), torch.randint(0, 3, (32,))


def train(steps):
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    return torch.equal(model[0].weight, checkpoint["0.weight"])


print("head trained, body as loaded:", train(5))

model[0].requires_grad_(True)
optimizer.add_param_group({"params": model[0].parameters(), "lr": 1e-5})
print("after unfreezing, body as loaded:", train(5))
