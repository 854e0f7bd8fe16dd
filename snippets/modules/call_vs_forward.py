import torch
from torch import nn

model = nn.Linear(2, 1)
calls = []
model.register_forward_hook(lambda module, inputs, output: calls.append("hook"))
x = torch.ones(1, 2)

first = model(x)
print("hook calls so far:", len(calls))

second = model.forward(x)
print("hook calls so far:", len(calls))
print("same output:", torch.equal(first, second))
