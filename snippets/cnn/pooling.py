import torch
from torch import nn

image = torch.arange(16.0).reshape(1, 1, 4, 4)

print("max:", nn.MaxPool2d(2)(image).flatten().tolist())
print("mean:", nn.AvgPool2d(2)(image).flatten().tolist())
print("global mean:", nn.AdaptiveAvgPool2d(1)(image).flatten().tolist())
