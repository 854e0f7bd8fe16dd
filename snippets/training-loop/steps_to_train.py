"""Forward, loss and backward change no weight; what the list leaves out does."""

import torch
from torch import nn

torch.manual_seed(0)
points = torch.randn(400, 2)
labels = (points[:, 0] * points[:, 1] > 0).long()
x, y = points[:300], labels[:300]
x_held_out, y_held_out = points[300:], labels[300:]

model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))
loss_fn = nn.CrossEntropyLoss()
start = model[0].weight.detach().clone()

for _ in range(100):  # the list, word for word
    loss_fn(model(x), y).backward()
print("as listed, the weights changed:", not torch.equal(start, model[0].weight))

optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
model.train()
for _ in range(100):
    optimizer.zero_grad()
    loss_fn(model(x), y).backward()
    optimizer.step()

model.eval()
with torch.no_grad():
    right = model(x_held_out).argmax(dim=1) == y_held_out
accuracy = right.float().mean().item()
print("with zero_grad and step, held-out accuracy above 0.9:", accuracy > 0.9)

torch.save(model.state_dict(), "model.pt")
print("saved tensors:", len(torch.load("model.pt")))
