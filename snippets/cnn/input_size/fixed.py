import torch
from torch import nn

# Cats and dogs: color images of 32 x 32 pixels, two classes.
images = torch.randn(4, 3, 32, 32)

model = nn.Sequential(
    nn.Conv2d(3, 16, kernel_size=3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(16, 32, kernel_size=3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(32 * 8 * 8, 2),
)

print("logits:", tuple(model(images).shape))
