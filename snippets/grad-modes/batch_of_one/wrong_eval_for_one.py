"""Only a single sample is predicted in eval mode. Larger batches are still normalized by
themselves, and move the running statistics."""

import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
for _ in range(50):
    model(torch.randn(32, 3))


def predict(samples):
    model.train(len(samples) > 1)
    with torch.no_grad():
        return model(samples)


many = torch.randn(16, 3)
print("scores for a batch of 16:", tuple(predict(many).shape))
alone = predict(many[:1])
print("scores for one sample:", tuple(alone.shape))
same = torch.allclose(alone, predict(many)[:1], atol=1e-5)
print("the same alone as in the batch:", same)
seen = model[1].num_batches_tracked.item()
print("batches that BatchNorm has learned from:", seen)
