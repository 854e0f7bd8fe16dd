"""How much gradient is left at the first of ten layers?"""

import torch
from torch import nn


def first_to_last_gradient(activation, he_init=False):
    torch.manual_seed(0)
    layers = []
    for _ in range(10):
        linear = nn.Linear(64, 64)
        if he_init:
            nn.init.kaiming_normal_(linear.weight)
        layers += [linear, activation()]
    model = nn.Sequential(*layers, nn.Linear(64, 1))
    model(torch.randn(32, 64)).square().mean().backward()
    return (model[0].weight.grad.norm() / model[18].weight.grad.norm()).item()


sigmoid = first_to_last_gradient(nn.Sigmoid)
tanh = first_to_last_gradient(nn.Tanh)
relu = first_to_last_gradient(nn.ReLU, he_init=True)
print("gradient of layer 1 against layer 10")
print(f"sigmoid: below a millionth: {sigmoid < 1e-6}")
print(f"tanh: below a tenth: {tanh < 0.1}, below a millionth: {tanh < 1e-6}")
print(f"ReLU with He init: below a tenth: {relu < 0.1}")

x = torch.linspace(-5, 5, 1001, requires_grad=True)
torch.sigmoid(x).sum().backward()
print("largest slope of sigmoid:", round(x.grad.max().item(), 4))
