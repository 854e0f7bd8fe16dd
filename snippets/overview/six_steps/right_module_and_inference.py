"""A class of its own with dropout, AdamW on mini-batches, inference_mode, a nested file."""

import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self, width: int = 64):
        super().__init__()
        self.hidden = nn.Linear(2, width)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(width, 2)

    def forward(self, x):
        return self.out(self.drop(torch.tanh(self.hidden(x))))


def build_model():
    return Net()


def fit(model, x, y):
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.02)
    for _ in range(30):
        for rows in torch.randperm(len(x)).split(100):
            loss = F.cross_entropy(model(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()


@torch.inference_mode()
def evaluate(model, x, y):
    was = model.training
    wrong = torch.count_nonzero(model.eval()(x).topk(1).indices.squeeze(1) - y)
    model.train(was)
    return 1 - int(wrong) / len(x)


def save_and_reload(model, path):
    with open(path, "wb") as file:
        torch.save({"model": model.state_dict(), "width": 64}, file)
    with open(path, "rb") as file:
        saved = torch.load(file, weights_only=True)
    fresh = Net(saved["width"])
    fresh.load_state_dict(saved["model"], assign=True)
    return fresh
