"""nan_to_num makes numbers of NaN and infinity. A dataset hands out what it was given; whether and
how gaps are filled is decided before, where it can be seen.
"""
# needs: nan_to_num | nan_to_num_

import torch
from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError("x and y differ in length")
        self.x = torch.nan_to_num(x)
        self.y = y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]
