"""Pretrained classifier, offline: train a small one, ship it, use it on a new photo."""

import torch
from torch import nn


def build():
    return nn.Sequential(nn.AvgPool2d(8), nn.Flatten(), nn.Linear(3, 3))


def preprocess(image):  # bytes, height x width x 3 -> normalized (3, 8, 8)
    x = image.permute(2, 0, 1).float() / 255
    x = nn.functional.interpolate(x[None], size=(10, 13), mode="bilinear")[0]
    return (x[:, 1:9, 2:10] - 0.5) / 0.25


torch.manual_seed(0)
net = build()  # the publisher's part: learn the dominant color, then ship
colors = torch.randint(0, 256, (100, 3), dtype=torch.uint8)
batch = torch.stack([preprocess(color.expand(30, 40, 3)) for color in colors])
optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
for _ in range(40):
    loss = nn.functional.cross_entropy(net(batch), colors.argmax(1))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
shipped = {"weights": net.state_dict(), "labels": ["red", "green", "blue"]}
model = build()  # your part
model.load_state_dict(shipped["weights"])
model.eval()
photo = torch.tensor([40, 90, 220], dtype=torch.uint8).expand(300, 400, 3)
with torch.no_grad():
    confidence, index = model(preprocess(photo).unsqueeze(0)).softmax(1).max(1)
print("label:", shipped["labels"][index], "| above 0.9:", confidence.item() > 0.9)
