import torch
from torch import nn

x = torch.tensor([[1.0], [2.0], [3.0]])
y = 2 * x


def losses(lr, steps=300):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history


for lr in (0.01, 0.18, 0.19):
    history = losses(lr)
    print(f"lr {lr}: loss went down:", history[-1] < history[0])
