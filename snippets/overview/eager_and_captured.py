"""Eager while you debug, one captured graph when you ship."""

import warnings

import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 3)

    def forward(self, x, debug=False):
        hidden = self.layer(x)
        if debug:
            print("eager, in the middle of forward:", tuple(hidden.shape))
        return torch.relu(hidden)


torch.manual_seed(0)
model = Model()
x = torch.randn(2, 4)
expected = model(x, debug=True)

program = torch.export.export(model, (x,))
operations = [n.target for n in program.graph.nodes if n.op == "call_function"]
print("captured operations:", [str(operation) for operation in operations])
print("same result:", torch.allclose(program.module()(x), expected))

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    torch.jit.script(nn.ReLU())
print("TorchScript warns:", str(caught[0].message).split(". ")[0])
