import torch
from torch import nn

model = nn.Sequential(nn.Linear(2, 8), nn.Dropout(0.5), nn.Linear(8, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
x, y = torch.randn(32, 2), torch.randn(32, 1)
x_val, y_val = torch.randn(16, 2), torch.randn(16, 1)
active = []  # was dropout, in each forward pass?
model[1].register_forward_hook(lambda dropout, *_: active.append(dropout.training))

model.train()
for epoch in range(1, 4):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    print(f"epoch {epoch}, dropout active in training:", active[-1], end=", ")

    model.eval()
    with torch.no_grad():
        val_loss = nn.functional.mse_loss(model(x_val), y_val)
    print("in validation:", active[-1])
