"""Two copies of the sample have a variance of 0, so that there is no error. BatchNorm still
normalizes by the batch, and the score has nothing to do with what the sample gets among
others."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
for _ in range(50):
    model(torch.randn(32, 3))


def predict(samples):
    model.requires_grad_(False)
    with torch.no_grad():
        return model(torch.cat([samples, samples]))[: len(samples)]


many = torch.randn(16, 3)
print("scores for a batch of 16:", tuple(predict(many).shape))
alone = predict(many[:1])
print("scores for one sample:", tuple(alone.shape))
same = torch.allclose(alone, predict(many)[:1], atol=1e-5)
print("the same alone as in the batch:", same)
seen = model[1].num_batches_tracked.item()
print("batches that BatchNorm has learned from:", seen)
