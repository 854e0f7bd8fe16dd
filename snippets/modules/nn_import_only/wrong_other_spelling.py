"""Another spelling of the same: it binds `nn` and not `torch`."""

from torch import nn

model = nn.Sequential(
    nn.Linear(1, 10),
    nn.ReLU(),
    nn.Linear(10, 1),
)
print("layers:", len(model))

x = torch.tensor([[2.0]])
print("prediction:", tuple(model(x).shape))
