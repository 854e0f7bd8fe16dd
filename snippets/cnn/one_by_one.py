import torch
from torch import nn

torch.manual_seed(0)
image = torch.randn(2, 64, 5, 5)
conv = nn.Conv2d(64, 16, kernel_size=1)

linear = nn.Linear(64, 16)
with torch.no_grad():
    linear.weight.copy_(conv.weight[:, :, 0, 0])
    linear.bias.copy_(conv.bias)

pixels = image.movedim(1, -1)  # channels last: one vector of 64 numbers per pixel
same = torch.allclose(conv(image), linear(pixels).movedim(-1, 1), atol=1e-5)
print("1x1 conv == the same Linear at every pixel:", same)
print("shape before:", tuple(image.shape))
print("shape after: ", tuple(conv(image).shape))

second = nn.Conv2d(16, 8, kernel_size=1, bias=False)
both = nn.Conv2d(64, 8, kernel_size=1)
with torch.no_grad():
    both.weight[:, :, 0, 0] = second.weight[:, :, 0, 0] @ conv.weight[:, :, 0, 0]
    both.bias[:] = second.weight[:, :, 0, 0] @ conv.bias
same = torch.allclose(second(conv(image)), both(image), atol=1e-5)
print("two in a row == one:", same)


def count(*layers):
    return sum(p.numel() for layer in layers for p in layer.parameters())


print("3x3 conv on 64 channels:    ", count(nn.Conv2d(64, 64, 3)))
print("the same after 1x1 to 16:   ", count(conv, nn.Conv2d(16, 64, 3)))
