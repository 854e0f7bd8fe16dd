"""A slice keeps the first dimension, so each item is a batch of one: the loader stacks them
to (batch, 1, ...). It also never raises an IndexError, so a for loop doesn't end.
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
        return self.x[index : index + 1], self.y[index : index + 1]
