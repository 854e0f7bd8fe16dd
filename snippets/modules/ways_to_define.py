"""A ready layer, a container and a subclass: all three are an nn.Module."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x):
        return self.layer2(torch.relu(self.layer1(x)))


ready_made = nn.Linear(1, 1)
composed = nn.Sequential(nn.Linear(1, 10), nn.ReLU(), nn.Linear(10, 1))
subclassed = Net()

for thing in (ready_made, composed, subclassed, nn.MSELoss()):
    print(f"{type(thing).__name__} is a Module:", isinstance(thing, nn.Module))

subclassed.layer1.load_state_dict(composed[0].state_dict())
subclassed.layer2.load_state_dict(composed[2].state_dict())
x = torch.randn(5, 1)
print("same weights, same output:", torch.allclose(composed(x), subclassed(x)))
print("names in Sequential:", list(composed.state_dict()))
print("names in the subclass:", list(subclassed.state_dict()))
