import torch
from torch import nn


def last_weights(middle):
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(2, 4), middle(), nn.Linear(4, 1))
    return model[2].weight


def linear():
    return nn.Linear(4, 4)


def batch_norm():
    return nn.BatchNorm1d(4)


plain = last_weights(nn.Identity)
print("ReLU:", torch.equal(last_weights(nn.ReLU), plain))
print("Dropout:", torch.equal(last_weights(nn.Dropout), plain))
print("BatchNorm1d:", torch.equal(last_weights(batch_norm), plain))
print("Linear:", torch.equal(last_weights(linear), plain))
