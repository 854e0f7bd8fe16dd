"""Photo to label, one stage at a time."""

import torch
from torch import nn

torch.manual_seed(0)
labels = ["cat", "dog", "car", "bus"]
model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
model.append(nn.Linear(4, 4))
model.eval()  # random weights here: the shapes are the point

photo = torch.randint(0, 256, (3, 300, 400), dtype=torch.uint8)
small = nn.functional.interpolate(photo[None], size=(256, 341), mode="bilinear")[0]
crop = small[:, 16:240, 58:282]
print("resized, cropped:", tuple(crop.shape), crop.dtype)
unit = crop.float() / 255
print("scaled:", f"{unit.min():.0f} to {unit.max():.0f}", unit.dtype)
mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
normalized = (unit - mean) / std
print("normalized: some values below 0:", bool((normalized < 0).any()))
batch = normalized.unsqueeze(0)
print("batch of one:", tuple(batch.shape))
with torch.no_grad():
    logits = model(batch)
print("logits:", tuple(logits.shape))
probabilities = logits[0].softmax(dim=0)
print(f"probabilities sum to {probabilities.sum():.1f}")
index = probabilities.argmax().item()
print("the label is one of the four:", labels[index] in labels)
