import torch
from torch import nn

with torch.no_grad():
    scale = nn.Parameter(torch.ones(1))
    layer = nn.Linear(1, 1)
    doubled = scale * 2
    with torch.enable_grad():
        tripled = scale * 3

print("scale:", scale.requires_grad)
print("layer.weight:", layer.weight.requires_grad)
print("doubled:", doubled.requires_grad)
print("tripled:", tripled.requires_grad)
