import torch
from torch import nn

model = nn.Sequential(nn.Linear(1, 10), nn.ReLU(), nn.Linear(10, 1))
torch.save(model.state_dict(), "model.pth")

loaded = torch.load("model.pth")
print("torch.load returns:", type(loaded).__name__)
for name, tensor in loaded.items():
    print(" ", name, tuple(tensor.shape))

try:
    loaded(torch.ones(1, 1))
except TypeError as error:
    print("calling it like a model:", error)

print("into the model:", model.load_state_dict(loaded))
