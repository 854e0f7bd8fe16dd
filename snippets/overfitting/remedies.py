"""40 samples, six labels wrong: validation loss after one change at a time."""

import torch
from torch import nn

torch.manual_seed(0)
x, new_x = torch.randn(40, 20), torch.randn(1000, 20)
y, new_y = (x[:, 0] > 0).long(), (new_x[:, 0] > 0).long()
y[:6] = 1 - y[:6]


def validation_loss(units=32, epochs=40, dropout=0.0, decay=0.0, noise=0.0):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(20, units), nn.ReLU(), nn.Dropout(dropout))
    model.append(nn.Linear(units, 2))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.02, weight_decay=decay)
    for _ in range(epochs):
        logits = model(x + noise * torch.randn_like(x))
        loss = nn.functional.cross_entropy(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    return nn.functional.cross_entropy(model(new_x), new_y).item()


before = validation_loss()
print(f"as it is: {before:.2f}")
changes = {"dropout": 0.8, "decay": 5.0, "noise": 1.0, "epochs": 200, "units": 256}
remedies = ("dropout", "decay", "noise")
for name, value in changes.items():
    after = validation_loss(**{name: value})
    print(f"{name}={value}: {after:.2f}")
    assert (after < before) == (name in remedies)
