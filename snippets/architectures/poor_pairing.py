"""A dense layer and a convolution on a photo: size, and what a small shift does."""

import torch
from torch import nn

torch.manual_seed(0)
dense = nn.Linear(3 * 224 * 224, 32)
conv = nn.Conv2d(3, 32, kernel_size=3)
for name, layer in (("dense", dense), ("conv", conv)):
    print(f"{name} layer with 32 outputs:", sum(p.numel() for p in layer.parameters()))

photo = torch.zeros(1, 3, 224, 224)
photo[:, :, 50:80, 50:80] = torch.rand(30, 30)
shifted = photo.roll(5, dims=3)

with torch.no_grad():
    moved = conv(photo).roll(5, dims=3)
    print("conv: shifted photo, same response, shifted:", end=" ")
    print(torch.allclose(conv(shifted), moved, atol=1e-5))
    print("dense: shifted photo, same response:", end=" ")
    print(torch.allclose(dense(shifted.flatten(1)), dense(photo.flatten(1)), atol=1e-2))
