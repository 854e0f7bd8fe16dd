"""A 3x3 filter that finds vertical edges, slid over a small image."""

import matplotlib.pyplot as plt
import torch
from torch import nn

image = torch.zeros(1, 1, 5, 6)
image[..., 3:] = 1
edge_filter = torch.tensor([[-1.0, 0.0, 1.0]] * 3).reshape(1, 1, 3, 3)

response = nn.functional.conv2d(image, edge_filter)
print("one image row:      ", image[0, 0, 0].int().tolist())
print("one row of responses:", response[0, 0, 0].int().tolist())

# The filter is not flipped: deep learning's convolution is a cross-correlation.
by_hand = (image[0, 0, :3, 1:4] * edge_filter[0, 0]).sum()
print("same by hand, unflipped:", by_hand.item() == response[0, 0, 0, 1].item())

conv = nn.Conv2d(1, 16, 3, padding=1)
dense = nn.Linear(28 * 28, 16 * 28 * 28, device="meta")
print("parameters, conv layer: ", sum(p.numel() for p in conv.parameters()))
print("parameters, dense layer:", sum(p.numel() for p in dense.parameters()))

figure, (left, right) = plt.subplots(1, 2)
left.imshow(image[0, 0], cmap="gray")
left.set_title("image")
right.imshow(response[0, 0], cmap="gray")
right.set_title("edge response")
plt.show()
