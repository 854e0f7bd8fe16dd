import torch
from torch import nn

x = torch.tensor([-1000.0, 0.0, 1000.0])

for activation in (nn.ReLU(), nn.Sigmoid(), nn.Tanh(), nn.LeakyReLU()):
    name = type(activation).__name__
    print(name, activation(x).tolist())
