import torch
from torch import nn

model = nn.Sequential(nn.Linear(2, 8), nn.Dropout(0.5), nn.Linear(8, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
x, y = torch.randn(32, 2), torch.randn(32, 1)
x_val, y_val = torch.randn(16, 2), torch.randn(16, 1)

for epoch in range(1, 4):
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    print(f"epoch {epoch}, dropout active in training:", model[1].training, end=", ")

    model.eval()
    with torch.no_grad():
        print("in validation:", model[1].training)
        val_loss = nn.functional.mse_loss(model(x_val), y_val)
