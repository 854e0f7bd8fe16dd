"""The data is stored where all datasets share it, as `MyDataset.x = x` does on the class: the
validation set overwrites the training set. Store it on `self`.
"""

from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError("x and y differ in length")
        MyDataset.x = x
        MyDataset.y = y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]
