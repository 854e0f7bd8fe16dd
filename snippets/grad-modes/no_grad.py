"""no_grad() stops recording. It changes no layer and no parameter."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 64), nn.BatchNorm1d(64), nn.Dropout(0.5))
batch_norm = model[1]
x = torch.randn(8, 4)

with torch.no_grad():
    first = model(x)
    second = model(x)

print(f"output is tracked: {first.requires_grad}, its grad_fn: {first.grad_fn}")
print("weight.requires_grad afterwards:", model[0].weight.requires_grad)
print("dropout still random:", not torch.equal(first, second))
print("BatchNorm counted batches:", batch_norm.num_batches_tracked.item())


@torch.no_grad()
def predict(x):
    return model(x)


print("decorated function's result is tracked:", predict(x).requires_grad)

torch.no_grad()  # a bare call, neither `with` nor decorator
print("after a bare torch.no_grad() call:", model(x).requires_grad)
