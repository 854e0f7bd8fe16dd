"""40 samples, six labels wrong: validation loss after each change to one setup."""

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


print(f"as it is:              {validation_loss():.2f}")
print(f"dropout 0.8:           {validation_loss(dropout=0.8):.2f}")
print(f"weight decay 5:        {validation_loss(decay=5.0):.2f}")
print(f"augmentation by noise: {validation_loss(noise=1.0):.2f}")
print(f"five times the epochs: {validation_loss(epochs=200):.2f}")
print(f"eight times the units: {validation_loss(units=256):.2f}")
