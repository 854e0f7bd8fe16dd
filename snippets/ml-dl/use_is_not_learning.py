"""A deployed model answers 1000 requests. Is it a different model afterwards?"""

import torch
from torch import nn

torch.manual_seed(0)
probe = torch.randn(5, 8)
model = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 2))


@torch.no_grad()
def answer_requests():
    for _ in range(1000):
        model(torch.randn(4, 8) + 1.0)


def same(before, after):
    return all(torch.equal(a, b) for a, b in zip(before, after, strict=True))


model.eval()
answers = model(probe)
answer_requests()
print("eval(): same answers after 1000 requests:", torch.equal(answers, model(probe)))

# Forgetting eval() moves BatchNorm's statistics. The weights still learn nothing.
model.train()
weights = [p.detach().clone() for p in model.parameters()]
statistics = model[1].running_mean.clone()
answer_requests()
print("train(): same weights:", same(weights, model.parameters()))
print("train(): same statistics:", torch.equal(statistics, model[1].running_mean))
