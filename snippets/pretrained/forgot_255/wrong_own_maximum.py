"""Each photo is divided by its own brightest value: dark photos become bright ones."""

import torch

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)


def preprocess(image):
    """Bytes, height x width x channels -> what the network was trained on."""
    x = image.permute(2, 0, 1).float() / image.max()
    x = (x - MEAN) / STD
    return x.unsqueeze(0)


ramp = torch.arange(256, dtype=torch.uint8).view(16, 16, 1)
x = preprocess(ramp.expand(16, 16, 3))
print("shape and dtype:", tuple(x.shape), x.dtype)
print(f"network input from {x.min():.2f} to {x.max():.2f}")
dark = preprocess((ramp // 2).expand(16, 16, 3))
print(f"half as bright: from {dark.min():.2f} to {dark.max():.2f}")
