import torch
from torch import nn

x = torch.tensor([-1000.0, 0.0, 1000.0])

for name in ("ReLU", "Sigmoid", "Tanh", "LeakyReLU"):
    activation = getattr(nn, name)()
    print(name, activation(x).tolist())
