import torch
from torch import nn

model = nn.Sequential(
    nn.Conv2d(1, 16, kernel_size=3, stride=1, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2, 2),
    nn.Conv2d(16, 32, kernel_size=3, stride=1, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2, 2),
    nn.Flatten(),
    nn.LazyLinear(10),
)

x = torch.randn(4, 1, 28, 28)
for layer in model:
    x = layer(x)
    if isinstance(layer, (nn.MaxPool2d, nn.Flatten)):
        print(tuple(x.shape))
print("logits:", tuple(x.shape))
print("parameters of the last layer:", sum(p.numel() for p in layer.parameters()))
