"""What mixed precision changes, and what it leaves in float32.

A CPU shows the dtypes. It can't show the speed: that depends on the GPU.
"""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(64, 64)
x, target = torch.randn(8, 64), torch.zeros(8, 64)

with torch.autocast(device_type="cpu", dtype=torch.bfloat16):
    product = model(x)
    loss = nn.functional.mse_loss(product, target)
loss.backward()

print("weights:            ", model.weight.dtype)
print("output of the matmul:", product.dtype)
print("loss:               ", loss.dtype)
print("gradients:          ", model.weight.grad.dtype)
