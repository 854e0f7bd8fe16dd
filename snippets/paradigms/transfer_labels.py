"""A pretrained body, a new question (even or odd?), true labels or shuffled ones."""

import torch
from sklearn.datasets import load_digits
from torch import nn

images, digits = load_digits(return_X_y=True)
images, digits = torch.tensor(images).float() / 16, torch.tensor(digits)
torch.manual_seed(0)
body = nn.Sequential(nn.Linear(64, 32), nn.ReLU())


def train(head, x, y):
    model = nn.Sequential(body, head)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    return model


train(nn.Linear(32, 10), images[:500], digits[:500])
body.requires_grad_(False)

few, unseen = slice(500, 700), slice(700, None)
even = (digits % 2 == 0).long()
accuracy = {}
for kind, order in {"true": torch.arange(200), "shuffled": torch.randperm(200)}.items():
    model = train(nn.Linear(32, 2), images[few], even[few][order])
    right = model(images[unseen]).argmax(1) == even[unseen]
    accuracy[kind] = right.float().mean().item()
    print(f"{kind} labels: accuracy {accuracy[kind]:.2f}")
assert accuracy["true"] > accuracy["shuffled"] + 0.15
