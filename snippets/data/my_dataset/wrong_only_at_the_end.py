"""Only the index right behind the last pair is turned down, and any other finds a pair. Whoever
asks for index 10 of 5 pairs has a bug and is not told. Every index beyond the end raises.
"""

from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError("x and y differ in length")
        self.x = x
        self.y = y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        if index == len(self):
            raise IndexError("no more pairs")
        index = index % len(self)
        return self.x[index], self.y[index]
