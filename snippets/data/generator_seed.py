"""A seeded generator fixes the sequence of epochs, not one order for all."""

import torch
from torch.utils.data import DataLoader


def make_loader(seed):
    generator = torch.Generator().manual_seed(seed)
    return DataLoader(range(100), batch_size=10, shuffle=True, generator=generator)


def order(loader):
    return torch.cat(list(loader)).tolist()


one = make_loader(seed=0)
two = make_loader(seed=0)
one_first, one_second = order(one), order(one)
two_first, two_second = order(two), order(two)

print("same seed, first epochs equal:", one_first == two_first)
print("same seed, second epochs equal:", one_second == two_second)
print("one loader, both epochs equal:", one_first == one_second)
print("other seed, first epochs equal:", order(make_loader(seed=1)) == one_first)
