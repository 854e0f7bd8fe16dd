"""A map-style dataset needs `__len__` too.

Without it `len(dataset)` raises a TypeError, and so does a DataLoader, shuffling or not: it
cannot know how many items an epoch has.
"""
# lacks: __len__

from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError("x and y differ in length")
        self.x = x
        self.y = y

    def __getitem__(self, index):
        return self.x[index], self.y[index]
