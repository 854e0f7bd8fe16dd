import torch
from torch import nn


def shift(image, down=2, right=1):
    return torch.roll(image, shifts=(down, right), dims=(-2, -1))


def close(a, b):
    return torch.allclose(a, b, atol=1e-6)


torch.manual_seed(0)
image = torch.zeros(1, 1, 12, 12)
image[0, 0, 4:7, 4:7] = torch.rand(3, 3)

conv = nn.Conv2d(1, 4, kernel_size=3, padding=1)
pool = nn.AdaptiveMaxPool2d(1)
dense = nn.Sequential(nn.Flatten(), nn.Linear(144, 144), nn.Unflatten(1, (1, 12, 12)))

print("conv: output unchanged by a shift:", close(conv(shift(image)), conv(image)))
print("conv: output shifts along:", close(conv(shift(image)), shift(conv(image))))
print("dense: output shifts along:", close(dense(shift(image)), shift(dense(image))))
pooled, pooled_shifted = pool(conv(image)), pool(conv(shift(image)))
print("conv + global pool: unchanged by a shift:", close(pooled, pooled_shifted))
turned = torch.rot90(image, dims=(-2, -1))
turns_along = close(conv(turned), torch.rot90(conv(image), dims=(-2, -1)))
print("conv: output turns along:", turns_along)

conv.stride = (2, 2)
two, one, still = conv(shift(image, 2, 0)), conv(shift(image, 1, 0)), conv(image)
moved = shift(still, 1, 0)
print("stride 2: two pixels move the output by one:", close(two, moved))
print("stride 2: one pixel leaves or moves it:", close(one, still) or close(one, moved))
