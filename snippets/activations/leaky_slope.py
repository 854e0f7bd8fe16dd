import torch
from torch import nn

for activation in (nn.ReLU(), nn.LeakyReLU(), nn.LeakyReLU(negative_slope=0.2)):
    x = torch.tensor(-5.0, requires_grad=True)
    y = activation(x)
    y.backward()
    print(f"{activation}: value {y.item():.2f}, slope {x.grad.item():.2f}")
