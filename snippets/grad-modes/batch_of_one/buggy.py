import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
for _ in range(50):
    model(torch.randn(32, 3))


def predict(samples):
    model.requires_grad_(False)
    with torch.no_grad():
        return model(samples).argmax(dim=1)


many = torch.randn(16, 3)
print("classes for a batch of 16:", tuple(predict(many).shape))
print("class for one sample:", tuple(predict(many[:1]).shape))
