import torch
from torch import nn

x = torch.tensor([[1.0], [2.0], [3.0]])
y = 2 * x

model = nn.Linear(1, 1)
nn.init.zeros_(model.weight)
nn.init.zeros_(model.bias)
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)


def train(epochs):
    for _ in range(epochs):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model(torch.tensor([[4.0]])).item()


prediction = train(1000)
print("1000 epochs, prediction is 8.0:", prediction == 8.0)
print("1000 epochs, within 0.01 of 8.0:", abs(prediction - 8.0) < 0.01)

prediction = train(2000)
print("3000 epochs, within 0.01 of 8.0:", abs(prediction - 8.0) < 0.01)
