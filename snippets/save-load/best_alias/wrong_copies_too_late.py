"""The copy is made after the training. By then the state is that of the last epoch."""

import torch
from torch import nn

torch.manual_seed(0)
x, noise = torch.randn(60, 10), torch.randn(60, 1)
y = x[:, :1] + noise
x_train, y_train, x_val, y_val = x[:30], y[:30], x[30:], y[30:]

model = nn.Sequential(nn.Linear(10, 64), nn.ReLU(), nn.Linear(64, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
best_loss, best_state = float("inf"), None

for epoch in range(60):
    loss = nn.functional.mse_loss(model(x_train), y_train)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        val_loss = nn.functional.mse_loss(model(x_val), y_val).item()
    if val_loss < best_loss:
        best_loss = val_loss
        best_state = model.state_dict()

model.load_state_dict({k: v.clone() for k, v in best_state.items()})
with torch.no_grad():
    restored_loss = nn.functional.mse_loss(model(x_val), y_val).item()
print("validation got worse at the end:", val_loss > 1.2 * best_loss)
print("restored model has the best loss:", abs(restored_loss - best_loss) < 1e-4)
