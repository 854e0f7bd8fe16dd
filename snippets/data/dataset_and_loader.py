"""Dataset answers "which item?", DataLoader answers "in which batches?"."""

import torch
from torch.utils.data import DataLoader, Dataset


class Doubles(Dataset):
    def __init__(self, count):
        self.x = torch.arange(count)
        self.y = self.x * 2

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]


class Bulk(Doubles):
    def __getitems__(self, indices):
        print("__getitems__ is asked once, for:", indices)
        return [self[index] for index in indices]


dataset = Doubles(10)
print("dataset: length", len(dataset), "item 3:", dataset[3])

loader = DataLoader(dataset, batch_size=2, shuffle=True)
x, y = next(iter(loader))
print("loader: length", len(loader), "batch:", tuple(x.shape), tuple(y.shape))
print("a batch of pairs is a", type(next(iter(loader))).__name__)
next(iter(DataLoader(Bulk(10), batch_size=3)))

default = DataLoader(dataset)
print("default batch size:", default.batch_size)
print("default order:", type(default.sampler).__name__)
print("default workers:", default.num_workers)
print("default pinning:", default.pin_memory)
