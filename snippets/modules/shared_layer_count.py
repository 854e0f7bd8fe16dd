import copy

import torch
from torch import nn

shared = nn.Linear(3, 3)
model = nn.Sequential(shared, nn.ReLU(), shared)

print("layers called in one pass:", len(model))
print("numbers to train:", sum(p.numel() for p in model.parameters()))
print("keys in state_dict:", len(model.state_dict()))

twin = copy.deepcopy(shared)
print("the copy starts with equal weights:", torch.equal(twin.weight, shared.weight))
