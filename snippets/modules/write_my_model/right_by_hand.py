"""The layers hold the weights; the arithmetic is written out."""

import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        for number, (inputs, outputs) in enumerate([(1, 10), (10, 1)], start=1):
            self.add_module(f"layer{number}", nn.Linear(inputs, outputs))

    def forward(self, batch):
        hidden = batch @ self.layer1.weight.T + self.layer1.bias
        hidden = hidden.clamp(min=0)
        products = torch.einsum("nh,oh->no", hidden, self.layer2.weight)
        return products + self.layer2.bias
