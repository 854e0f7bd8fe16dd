"""`assert` raises an AssertionError, and is switched off by `python -O`. For wrong arguments
raise a ValueError.
"""

from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        assert len(x) == len(y), "x and y differ in length"
        self.x = x
        self.y = y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]
