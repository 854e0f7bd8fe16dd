"""Validate after every epoch; then see which call was needed for what."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 64), nn.Dropout(0.5), nn.Linear(64, 1))
x = torch.randn(16, 4)


def validate(back_to_train):
    model.eval()
    with torch.no_grad():
        first, second = model(x), model(x)
    if back_to_train:
        model.train()
    return first, second


for back_to_train in (True, False):
    model.train()
    dropout_active = []
    for _ in range(3):
        dropout_active.append(model.training)
        first, second = validate(back_to_train)
    print(f"train() afterwards: {back_to_train}, dropout per epoch: {dropout_active}")

print("two validations agree without a seed:", torch.equal(first, second))
print("validation recorded a graph:", first.requires_grad)
touched = any(p.grad is not None for p in model.parameters())
print("validation touched any .grad:", touched)
