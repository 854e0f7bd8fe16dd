"""Labels of True and False become 1.0 and 0.0. Some losses want them so, but the dtype is for the
caller to choose: hand out what was given.
"""

import torch
from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError("x and y differ in length")
        self.x = x
        self.y = y.float() if y.dtype == torch.bool else y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]
