"""`numel()` counts all numbers of a tensor. With several numbers per label the dataset
claims to be longer than it is.
"""
# needs: numel

from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError("x and y differ in length")
        self.x = x
        self.y = y

    def __len__(self):
        return self.y.numel()

    def __getitem__(self, index):
        return self.x[index], self.y[index]
