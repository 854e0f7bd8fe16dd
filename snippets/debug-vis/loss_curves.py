"""Loss curves and a prediction plot of a model that is too flexible for 30 samples."""

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(60, 10)
y = x[:, :1] + torch.randn(60, 1)
x_train, y_train, x_val, y_val = x[:30], y[:30], x[30:], y[30:]
model = nn.Sequential(nn.Linear(10, 64), nn.ReLU(), nn.Linear(64, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
train_losses, val_losses = [], []
for _ in range(100):
    loss = nn.functional.mse_loss(model(x_train), y_train)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    train_losses.append(loss.item())
    with torch.no_grad():
        val_losses.append(nn.functional.mse_loss(model(x_val), y_val).item())

print("training loss fell to a tenth or less:", loss.item() < 0.1 * train_losses[0])
print("validation loss ends over 1.2 times its best:", val_losses[-1] > 1.2 * min(val_losses))
print("best epoch is in the first half:", min(val_losses) in val_losses[:50])
print("predictions are closer to the truth in training:", loss.item() < val_losses[-1])

figure, (curves, predictions) = plt.subplots(1, 2)
curves.plot(train_losses, label="training loss")
curves.plot(val_losses, label="validation loss")
curves.legend()
predictions.scatter(y_val, model(x_val).detach())
predictions.set(xlabel="truth", ylabel="prediction")
plt.show()
