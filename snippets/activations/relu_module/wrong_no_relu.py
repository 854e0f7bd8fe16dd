"""It runs, but nothing bends between the last two layers any more, so they are one linear layer."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 8)
        self.second = nn.Linear(8, 8)
        self.relu = nn.ReLU()
        self.output = nn.Linear(8, 2)

    def forward(self, x):
        x = self.relu(self.first(x))
        print("hidden:", tuple(x.shape))
        x = self.second(x)
        return self.output(x)


torch.manual_seed(0)
model, x = Net(), torch.randn(5, 4)
out = model(x)
print("output:", tuple(out.shape))
layers = nn.Sequential(model.first, nn.ReLU(), model.second, nn.ReLU(), model.output)
print("three layers, ReLU after two of them:", torch.equal(out, layers(x)))
