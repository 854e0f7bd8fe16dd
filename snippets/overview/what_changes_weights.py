"""The four calls of a training step: after which one have the weights changed?"""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
x, y = torch.randn(8, 2), torch.randn(8, 2)
start = model.weight.detach().clone()

optimizer.zero_grad()
print("after zero_grad, changed:", not torch.equal(model.weight, start))

prediction = model(x)
print("after model(x), changed:", not torch.equal(model.weight, start))

loss = nn.functional.mse_loss(prediction, y)
loss.backward()
print("after backward, changed:", not torch.equal(model.weight, start))
print("after backward, has a gradient:", model.weight.grad is not None)

optimizer.step()
print("after step, changed:", not torch.equal(model.weight, start))
