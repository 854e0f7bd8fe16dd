"""Weights that were pretrained on one input scale, fed with that scale and another."""

import torch
from torch import nn


def to_unit(pixels):  # what the V1 weights saw
    return pixels / 255


def to_standard(pixels):  # what the V2 weights saw
    return (pixels - 127) / 74


def pretrain(preprocess):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 2))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(80):
        loss = nn.functional.cross_entropy(model(preprocess(pixels)), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


torch.manual_seed(1)
pixels = torch.randint(0, 256, (200, 6)).float()
labels = (pixels[:, :3].sum(1) > pixels[:, 3:].sum(1) + 60).long()
v2 = pretrain(to_standard)
for name, preprocess in (("V2 transforms", to_standard), ("V1 transforms", to_unit)):
    right = v2(preprocess(pixels)).argmax(1) == labels
    accuracy = right.float().mean().item()
    print(f"V2 weights, {name}: accuracy above 0.9: {accuracy > 0.9}")
