import torch
from torch import nn

maps = torch.randn(4, 32, 7, 7)  # 4 images after the convolutions
layer = nn.Linear(in_features=1568, out_features=10)

for name, features in (("not flattened: ", maps), ("flatten():     ", maps.flatten())):
    try:
        layer(features)
    except RuntimeError as error:
        print(name, error)
print("flatten(1):    ", tuple(layer(maps.flatten(1)).shape))
print("in_features=7: ", tuple(nn.Linear(7, 10)(maps).shape))
print("weight as kept:", tuple(layer.weight.shape))
