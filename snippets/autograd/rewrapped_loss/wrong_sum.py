"""The graph is kept, but this is the sum of the losses, three times their mean."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(90, 2)
y = x.sum(1, keepdim=True)
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
weights, totals = [model.weight.detach().clone()], []
untrained = nn.functional.mse_loss(model(x), y)
(slope,) = torch.autograd.grad(untrained, model.weight)

for _ in range(50):
    losses = []
    for part in torch.arange(90).split(30):
        loss = nn.functional.mse_loss(model(x[part]), y[part])
        losses.append(loss)
    total = torch.stack(losses).sum()
    totals.append(total.item())
    optimizer.zero_grad()
    total.backward()
    optimizer.step()
    weights.append(model.weight.detach().clone())

first_step = weights[0] - weights[1]
print("weights moved:", not torch.equal(weights[0], weights[-1]))
print("first total is the mean over all:", abs(totals[0] - untrained.item()) < 1e-4)
print("first step follows its gradient:", torch.allclose(first_step, 0.1 * slope, atol=1e-5))
print("final loss below 0.01:", totals[-1] < 0.01)
