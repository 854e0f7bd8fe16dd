"""An 8-bit image as it comes from a file, made ready for a conv layer."""

import numpy as np
import torch
from torch import nn

image = np.zeros((4, 6, 3), dtype=np.uint8)  # height 4, width 6, three colors
image[:, :, 0] = 255  # all red
print("image:", image.shape, image.dtype)

order = 2, 0, 1  # color, height, width
x = torch.from_numpy(image).permute(order).float() / 255
print("order:", order)
print("tensor:", tuple(x.shape), x.dtype)
print("red from", x[0].min().item(), "to", x[0].max().item())

conv = nn.Conv2d(in_channels=3, out_channels=8, kernel_size=3)
print("conv output:", tuple(conv(x.unsqueeze(0)).shape))

try:
    conv(torch.from_numpy(image).float().unsqueeze(0))
except RuntimeError as error:
    print("channels last:", str(error).split(", ")[-1])

low = torch.zeros(1, 3, 6, 3)  # an image 3 pixels high, channels last
print("channels last, 3 pixels high:", tuple(conv(low).shape))
