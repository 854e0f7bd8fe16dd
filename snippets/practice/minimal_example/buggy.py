import torch
from torch import nn

images = torch.randn(4, 3, 32, 32)
features = nn.Sequential(
    nn.Conv2d(3, 8, kernel_size=3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
)
classifier = nn.Linear(8 * 32 * 32, 10)

hidden = features(images)
print("expected: logits of shape (4, 10)")
print("logits:", tuple(classifier(hidden).shape))
