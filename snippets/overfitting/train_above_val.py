"""The loss of one model on the same training data, with dropout on and off."""

import torch
from torch import nn

torch.manual_seed(0)
direction = torch.randn(5)
x, new_x = torch.randn(500, 5), torch.randn(500, 5)
y, new_y = (x @ direction > 0).long(), (new_x @ direction > 0).long()

model = nn.Sequential(nn.Linear(5, 32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(30):
    loss = nn.functional.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

with torch.no_grad():
    logged = nn.functional.cross_entropy(model(x), y).item()
    model.eval()
    same_data = nn.functional.cross_entropy(model(x), y).item()
    validation = nn.functional.cross_entropy(model(new_x), new_y).item()
print(f"training data, dropout on (what the log shows): {logged:.3f}")
print(f"validation data, dropout off:                   {validation:.3f}")
print(f"training data, dropout off:                     {same_data:.3f}")
assert logged > validation > same_data
