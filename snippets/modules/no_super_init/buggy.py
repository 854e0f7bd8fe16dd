import torch
from torch import nn


class Regressor(nn.Module):
    def __init__(self, features):
        self.features = features
        self.linear = nn.Linear(features, 1)

    def forward(self, x):
        return self.linear(x)


print("building the model")
model = Regressor(3)
print("prediction:", tuple(model(torch.ones(2, 3)).shape))
