import torch
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

torch.manual_seed(0)
labels = torch.tensor([0] * 900 + [1] * 100)
dataset = TensorDataset(labels)

weights = 1 / labels.bincount()[labels]
sampler = WeightedRandomSampler(weights, num_samples=2000)
drawn = torch.cat([y for (y,) in DataLoader(dataset, batch_size=100, sampler=sampler)])

print(f"share of 1 in the data: {labels.float().mean().item():.1f}")
print(f"share of 1 in the batches: {drawn.float().mean().item():.1f}")

try:
    DataLoader(dataset, sampler=sampler, shuffle=True)
    print("with shuffle: fine")
except ValueError:
    print("with shuffle: ValueError")
