"""Save an exported model, delete its Python class, load it and run it."""

import io

import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 2)

    def forward(self, x):
        return torch.relu(self.layer(x))


torch.manual_seed(0)
x = torch.randn(1, 2)
model = Model()
expected = model(x)

file = io.BytesIO()
torch.export.save(torch.export.export(model, (x,)), file)
del Model, model

file.seek(0)
loaded = torch.export.load(file).module()
print("class is still defined:", "Model" in globals())
print("loaded model agrees:", torch.allclose(loaded(x), expected))
