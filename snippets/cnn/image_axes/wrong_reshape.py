"""The shape is right, but the numbers are only cut anew: colors and places are mixed."""

import numpy as np
import torch
from torch import nn

# 28 rows, 20 columns, RGB. A horizontal line in row 10, its left half red, the right one blue.
photo = np.zeros((28, 20, 3), dtype=np.uint8)
photo[10, :10, 0] = 255
photo[10, 10:, 2] = 255

batch = torch.from_numpy(photo).reshape(3, 28, 20)[None].float() / 255

horizontal_edges = torch.tensor([[-1.0] * 3, [0.0] * 3, [1.0] * 3])
conv = nn.Conv2d(3, 1, kernel_size=3, bias=False)
with torch.no_grad():
    conv.weight[:] = horizontal_edges
    response = conv(batch)

print("feature map, rows x columns:", tuple(response.shape[-2:]))
rows = response[0, 0].any(dim=1).nonzero().flatten().tolist()
print("rows in which the filter responds:", rows)
print("left end of the line, as RGB:", batch[0, :, 10, 0].tolist())
