"""Work in place, as in `x -= ...`, writes into the stored data: an item is another one each time it
is read, and the caller's tensor changes as well. Work on a copy.
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
        x = self.x[index]
        x -= x.min()
        return x, self.y[index]
