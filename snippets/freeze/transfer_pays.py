"""60 labels for a new task: train from scratch, or reuse a frozen pretrained body?"""

import torch
from torch import nn

torch.manual_seed(0)
source, offset, other = torch.linalg.qr(torch.randn(50, 3))[0].T  # orthogonal features
tasks = {"related": 0.9 * source + 0.4 * offset, "unrelated": other}


def train(body, x, y):
    model = nn.Sequential(body, nn.Linear(32, 2))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.02, weight_decay=0.1)
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    return model


pretrained = nn.Sequential(nn.Linear(50, 32), nn.ReLU())
x = torch.randn(1000, 50)
train(pretrained, x, (x @ source > 0).long())
pretrained.requires_grad_(False)
x, test = torch.randn(60, 50), torch.randn(1000, 50)
for name, feature in tasks.items():
    y, truth = (x @ feature > 0).long(), (test @ feature > 0).long()
    accuracy = {}
    fresh = nn.Sequential(nn.Linear(50, 32), nn.ReLU())
    for how, body in {"scratch": fresh, "frozen body": pretrained}.items():
        right = train(body, x, y)(test).argmax(1) == truth
        accuracy[how] = right.float().mean().item()
    gain = accuracy["frozen body"] - accuracy["scratch"]
    better = "frozen body" if gain > 0 else "scratch"
    print(f"{name} task: the better one is {better}, by over 0.05: {abs(gain) > 0.05}")
