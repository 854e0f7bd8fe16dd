"""A deployed model, then the world changes. What notices it without labels?"""

import torch
from torch import nn

torch.manual_seed(0)


def world(shift):
    labels = torch.randint(0, 2, (500,))
    x = torch.randn(500, 4) + 2.0 * labels[:, None] + shift
    return x, labels


model = nn.Linear(4, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
x, labels = world(shift=0.0)
for _ in range(60):
    loss = nn.functional.cross_entropy(model(x), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

for month, shift in (("January", 0.0), ("July", 1.5)):
    new_x, new_labels = world(shift)
    accuracy = (model(new_x).argmax(1) == new_labels).float().mean().item()
    moved = ((new_x.mean(0) - x.mean(0)) / x.std(0)).abs().max().item()
    print(f"{month}: accuracy above 0.9: {accuracy > 0.9}", end=", ")
    print(f"inputs moved by over half a standard deviation: {moved > 0.5}")
