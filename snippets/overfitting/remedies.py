"""60 samples, 12 of them labeled wrongly: one change at a time."""

import torch
from torch import nn

torch.manual_seed(7)
x, new_x = torch.randn(60, 5), torch.randn(1000, 5)
y, new_y = (x[:, 0] > 0).long(), (new_x[:, 0] > 0).long()
y[:12] = 1 - y[:12]


def accuracies(units=64, epochs=80, dropout=0.0, decay=0.0, noise=0.0):
    torch.manual_seed(8)
    model = nn.Sequential(nn.Linear(5, units), nn.ReLU(), nn.Dropout(dropout))
    model.append(nn.Linear(units, 2))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.05, weight_decay=decay)
    for _ in range(epochs):
        logits = model(x + noise * torch.randn_like(x))
        optimizer.zero_grad()
        nn.functional.cross_entropy(logits, y).backward()
        optimizer.step()
    model.eval()
    data = ((x, y), (new_x, new_y))
    return [(model(a).argmax(1) == b).float().mean().item() for a, b in data]


before = accuracies()
print(f"as it is:    training {before[0]:.2f}, validation {before[1]:.2f}")
changes = {"dropout": 0.8, "decay": 5.0, "noise": 0.7, "epochs": 200, "units": 256}
for name, value in changes.items():
    training, validation = accuracies(**{name: value})
    setting = f"{name}={value}:"
    print(f"{setting:12} training {training:.2f}, validation {validation:.2f}")
    remedy = name in ("dropout", "decay", "noise")
    assert (training < 0.95) == remedy
    assert (validation > before[1] + 0.02) == remedy
