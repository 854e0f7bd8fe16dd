import torch
from torch import nn


def build_model():
    return nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Dropout(0.5))


model = build_model()
model.eval()
torch.save(model.state_dict(), "model.pth")

fresh = build_model()
fresh.load_state_dict(torch.load("model.pth"))
x = torch.randn(8, 4)
print("saved model in training mode:", model.training)
print("fresh model in training mode:", fresh.training)
print("two passes agree before eval():", torch.equal(fresh(x), fresh(x)))
fresh.eval()
print("two passes agree after eval():", torch.equal(fresh(x), fresh(x)))
