import torch
from torch import nn

torch.manual_seed(0)
x = torch.tensor([[1.0], [2.0], [3.0]])
y = 2 * x

model = nn.Linear(1, 1)
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
start = loss_fn(model(x), y).item()

optimizer.zero_grad()
for _ in range(20):
    prediction = model(x)
    loss = loss_fn(prediction, y)
    loss.backward()
    optimizer.step()

end = loss_fn(model(x), y).item()
print("loss is lower than at the start:", end < start)
print("loss is below 1:", end < 1)
