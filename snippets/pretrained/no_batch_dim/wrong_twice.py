"""The photo is classified twice, so two answers come for one photo."""

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


def to_batch(images):
    if len(images) == 1:
        return torch.stack(images * 2)
    return torch.stack(images)


photos = [torch.rand(3, 32, 32) for _ in range(3)]
with torch.no_grad():
    for arrived in (photos[:2], photos[2:]):
        logits = model(to_batch(arrived))
        print(f"{len(arrived)} photo(s), logits:", tuple(logits.shape))
