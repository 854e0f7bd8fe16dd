"""It fits, because a strip of each photo is cut off. The model is still one for 28 pixels."""

import torch
from torch import nn

# Cats and dogs: color images, two classes.
images = torch.randn(4, 3, 32, 32, requires_grad=True)

model = nn.Sequential(
    nn.Conv2d(3, 16, kernel_size=3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(16, 32, kernel_size=3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.LazyLinear(2),
)
model(torch.zeros(1, 3, 28, 28))  # a dry run, so that every layer has its weights
print("every layer has its weights:", all(p.numel() for p in model.parameters()))

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
logits = model(images[:, :, :28, :28])
print(f"photos {tuple(images.shape)}, logits {tuple(logits.shape)}")
trained = set(optimizer.param_groups[0]["params"])
print("the optimizer has every weight:", trained == set(model.parameters()))
logits.sum().backward()
print("the last column of pixels counts:", bool(images.grad[..., -1].any()))
