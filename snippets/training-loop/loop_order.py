"""What each call of one iteration changes: the gradient, the weight, or nothing."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
x, y = torch.ones(4, 1), torch.full((4, 1), 3.0)
first_weight = model.weight.item()


def report(call):
    has_gradient = model.weight.grad is not None
    moved = model.weight.item() != first_weight
    print(f"{call}: has gradient {has_gradient}, weight moved {moved}")


optimizer.zero_grad()
report("zero_grad")
prediction = model(x)
report("forward")
loss = nn.functional.mse_loss(prediction, y)
report("loss")
loss.backward()
report("backward")
optimizer.step()
report("step")
