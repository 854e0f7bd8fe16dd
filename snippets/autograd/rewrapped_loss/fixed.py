import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(90, 2)
y = x.sum(1, keepdim=True)
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
start = model.weight.detach().clone()

for _ in range(50):
    losses = []
    for part in torch.arange(90).split(30):
        loss = nn.functional.mse_loss(model(x[part]), y[part])
        losses.append(loss)
    total = torch.stack(losses).mean()
    optimizer.zero_grad()
    total.backward()
    optimizer.step()

print("weights moved:", not torch.equal(model.weight, start))
print("final loss below 0.01:", total.item() < 0.01)
