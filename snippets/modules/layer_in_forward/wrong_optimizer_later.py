"""The optimizer is built after a first call, so it holds a head. The next call replaces that
by another."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(2, 4)

    def forward(self, x):
        hidden = torch.relu(self.body(x))
        self.head = nn.Linear(4, 1)
        return self.head(hidden)


torch.manual_seed(0)
model = Net()
x = torch.ones(1, 2)
model(x)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

print("same input, same output:", torch.equal(model(x), model(x)))
model(x).sum().backward()
held = {id(p) for p in optimizer.param_groups[0]["params"]}
count = sum(id(p) in held and p.grad is not None for p in model.parameters())
print("tensors of the model that the optimizer trains:", count)
