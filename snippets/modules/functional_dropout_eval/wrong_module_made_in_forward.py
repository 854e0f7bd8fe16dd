"""An `nn.Dropout` made in `forward` is new in every call, and a new module is in training
mode. `eval()` never reaches it."""

import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(4, 64)
        self.head = nn.Linear(64, 1)

    def forward(self, x):
        hidden = nn.Dropout(0.5)(torch.relu(self.body(x)))
        return self.head(hidden)


torch.manual_seed(0)
model = Net()
model.eval()
x = torch.ones(1, 4)
first = model(x)
with torch.no_grad():
    second = model(x)
print("model.training:", model.training)
print("two predictions agree:", torch.equal(first, second))

model.train()
print("two training passes agree:", torch.equal(model(x), model(x)))
