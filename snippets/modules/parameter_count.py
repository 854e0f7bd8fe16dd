"""A Linear has out x in weights and, unless bias=False, out biases."""

from torch import nn

model = nn.Sequential(
    nn.Linear(1, 10),
    nn.ReLU(),
    nn.Linear(10, 2, bias=False),
)

for name, parameter in model.named_parameters():
    print(f"{name}: shape {tuple(parameter.shape)}, {parameter.numel()} numbers")

print("total:", sum(parameter.numel() for parameter in model.parameters()))
