"""Nothing compares the two lengths.

With more labels than features the rest is dropped silently; with fewer, the run
stops with an IndexError somewhere inside an epoch.
"""
# lacks: ValueError

from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]
