import torch
from torch import nn


class MyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(1, 10)
        self.layer2 = nn.Linear(10, 1)

    def forward(self, x):
        return self.layer2(torch.relu(self.layer1(x)))


model = MyModel()
stack = nn.Sequential(nn.Linear(1, 10), nn.ReLU(), nn.Linear(10, 1))
with torch.no_grad():
    for layer in (model.layer1, model.layer2, stack[0], stack[2]):
        layer.weight.fill_(1.0)
        layer.bias.fill_(0.0)

output = model(torch.tensor([[2.0]]))
print("class, input 2.0:", output.item())
print("Sequential, input -2.0:", stack(torch.tensor([[-2.0]])).item())

output.sum().backward()
different = model.layer1.weight.grad.unique().numel()
print("different gradients among the ten hidden weights:", different)
