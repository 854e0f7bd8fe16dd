import torch
from torch import nn


def build_model():
    return nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 4))


def fits_one_batch(model, optimizer, x, labels):
    for _ in range(100):
        loss = nn.functional.cross_entropy(model(x), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item() < 0.05


torch.manual_seed(0)
x = torch.randn(8, 20)
labels = torch.tensor([0, 1, 2, 3, 0, 1, 2, 3])

model = build_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
print("healthy:", fits_one_batch(model, optimizer, x, labels))

model = build_model()
print("model replaced:", fits_one_batch(model, optimizer, x, labels))

optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
print("wrong labels:", fits_one_batch(model, optimizer, x, labels.roll(1)))

model = build_model()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-5)
print("learning rate 1e-5:", fits_one_batch(model, optimizer, x, labels))

optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
x[1] = x[0]
print("one sample, two labels:", fits_one_batch(model, optimizer, x, labels))
