"""`import torch.nn` binds `torch`, and then the name `nn` is missing."""

import torch.nn

model = nn.Sequential(
    nn.Linear(1, 10),
    nn.ReLU(),
    nn.Linear(10, 1),
)
print("layers:", len(model))

x = torch.tensor([[2.0]])
print("prediction:", tuple(model(x).shape))
