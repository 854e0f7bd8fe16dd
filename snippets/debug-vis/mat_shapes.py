import torch
from torch import nn

layer = nn.Linear(in_features=1568, out_features=10)
features = torch.randn(4, 2048)

print("weight as stored:", tuple(layer.weight.shape))
try:
    layer(features)
except RuntimeError as error:
    print(error)
print("with fitting data:", tuple(layer(torch.randn(4, 1568)).shape))
