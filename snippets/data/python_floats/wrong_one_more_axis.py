"""The dtype is right, but each number is a list of one now: the batch gets one more axis."""

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Heights(Dataset):
    rows = ((1.62, 58.0), (1.75, 70.5), (1.81, 80.0), (1.68, 63.5))

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        height, weight = self.rows[index]
        return torch.tensor([height]), torch.tensor([weight])


torch.manual_seed(0)
model = nn.Linear(1, 1)
batches = iter(DataLoader(Heights(), batch_size=3))
heights, weights = next(batches)
print("heights:", tuple(heights.shape), heights.dtype)

predictions = model(heights.unsqueeze(1))
print("predictions:", tuple(predictions.shape), predictions.dtype)
heights, weights = next(batches)
print("next batch:", heights.dtype, weights.dtype)
