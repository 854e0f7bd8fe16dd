import torch
from torch import nn

layer = nn.Linear(50_000, 50_000, device="meta")
parameters = sum(p.numel() for p in layer.parameters())
print("parameters:", parameters)
print("memory address:", layer.weight.data_ptr())

output = layer(torch.empty(2, 50_000, device="meta"))
print("output:", tuple(output.shape))

try:
    output.sum().item()
    print("sum: a number")
except RuntimeError:
    print("sum: RuntimeError")
