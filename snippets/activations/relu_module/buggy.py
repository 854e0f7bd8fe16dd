import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(4, 8)
        self.output = nn.Linear(8, 2)

    def forward(self, x):
        x = self.hidden(x)
        x = nn.ReLU(x)
        return self.output(x)


model = Net()
print("output shape:", tuple(model(torch.randn(5, 4)).shape))
