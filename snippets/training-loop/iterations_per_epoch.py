import torch
from torch.utils.data import DataLoader

dataset = torch.arange(1000)
loader = DataLoader(dataset, batch_size=32)
full_batches_only = DataLoader(dataset, batch_size=32, drop_last=True)

sizes = [len(batch) for batch in loader]
print("batches per epoch:", len(loader))
print("size of the last batch:", sizes[-1])
print("batches per epoch with drop_last:", len(full_batches_only))
print("optimizer steps in 3 epochs:", 3 * len(loader))
