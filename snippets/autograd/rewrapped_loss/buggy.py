import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(90, 2)
y = x.sum(1, keepdim=True)
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
start = model.weight.detach().clone()
untrained, totals = nn.functional.mse_loss(model(x), y).item(), []

for _ in range(50):
    losses = []
    for part in torch.arange(90).split(30):
        loss = nn.functional.mse_loss(model(x[part]), y[part])
        losses.append(loss)
    total = torch.tensor([loss.item() for loss in losses], requires_grad=True).mean()
    totals.append(total.item())
    optimizer.zero_grad()
    total.backward()
    optimizer.step()

print("weights moved:", not torch.equal(model.weight, start))
print("first total is the mean over all:", abs(totals[0] - untrained) < 1e-4)
print("final loss below 0.01:", totals[-1] < 0.01)
