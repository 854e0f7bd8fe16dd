"""Every step from data to a saved model, on a task with a held-out set."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(0)
points = torch.randn(400, 2)  # 1. data
labels = (points[:, 0] * points[:, 1] > 0).long()
train_set, test_set = random_split(TensorDataset(points, labels), [300, 100])

model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))  # 2. model
loss_fn = nn.CrossEntropyLoss()  # 3. loss
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)  # 4. optimizer

model.train()
for _ in range(20):  # 5. training loop
    for x, y in DataLoader(train_set, batch_size=60, shuffle=True):
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()

model.eval()  # 6. evaluation on data that was not trained on
x, y = next(iter(DataLoader(test_set, batch_size=100)))
with torch.no_grad():
    accuracy = (model(x).argmax(dim=1) == y).float().mean().item()
print("held-out accuracy above 0.9:", accuracy > 0.9)

torch.save(model.state_dict(), "model.pt")  # 7. saving
print("saved tensors:", len(torch.load("model.pt")))
