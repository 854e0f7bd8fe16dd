"""From data to a saved model: is the product of the two inputs positive?"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
x = torch.randn(600, 2)  # 1. data, with a part that training never sees
y = (x[:, 0] * x[:, 1] > 0).long()
loader = DataLoader(TensorDataset(x[:500], y[:500]), batch_size=50, shuffle=True)

model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))  # 2. model
loss_function = nn.CrossEntropyLoss()  # 3. loss and optimizer
optimizer = torch.optim.Adam(model.parameters(), lr=0.03)

for _ in range(25):  # 4. training loop
    for inputs, labels in loader:
        optimizer.zero_grad()
        loss_function(model(inputs), labels).backward()
        optimizer.step()

model.eval()  # 5. evaluation on unseen data
with torch.no_grad():
    accuracy = (model(x[500:]).argmax(1) == y[500:]).float().mean().item()
print("held-out accuracy above 0.9:", accuracy > 0.9)

torch.save(model.state_dict(), "model.pt")  # 6. save, and prove that it loads
reloaded = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2)).eval()
reloaded.load_state_dict(torch.load("model.pt"))
print("reloaded model agrees:", torch.equal(reloaded(x[500:]), model(x[500:])))
