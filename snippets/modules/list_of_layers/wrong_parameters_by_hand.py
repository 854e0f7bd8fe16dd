"""The optimizer gets the parameters out of the list, and the layers train. The Module still
does not know them: nothing of them is saved or moved to a device."""

import torch
from torch import nn


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 8), nn.Linear(8, 2)]

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x


model = Encoder()
output = model(torch.ones(3, 4))
print("output shape:", tuple(output.shape))
print("entries in state_dict:", len(model.state_dict()))
hidden = [p for layer in model.layers for p in layer.parameters()]
optimizer = torch.optim.SGD(hidden, lr=0.1)
output.sum().backward()
parameters = optimizer.param_groups[0]["params"]
print("tensors to train:", sum(p.grad is not None for p in parameters))
