import torch
from torch import nn

x = torch.tensor([[1.0], [2.0], [3.0]])
y = 2 * x


def loss_after_training(clear_at):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(20):
        if clear_at == "start":
            optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        if clear_at == "after loss":
            optimizer.zero_grad()
        loss.backward()
        if clear_at == "after backward":
            optimizer.zero_grad()
        optimizer.step()
        if clear_at == "after step":
            optimizer.zero_grad()
    return loss.item()


for clear_at in ("start", "after loss", "after backward", "after step"):
    print(f"{clear_at}: loss below 1:", loss_after_training(clear_at) < 1)
