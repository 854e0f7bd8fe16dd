import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    nn.Conv2d(3, 4, kernel_size=3),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(4, 5),
)
model.eval()
image = torch.rand(3, 32, 32)
print("one image:", tuple(image.shape))

with torch.no_grad():
    logits = model(image)
print("logits:", tuple(logits.shape))
