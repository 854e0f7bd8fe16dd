"""Only too few labels are noticed. Too many are as much of a mistake: either tensor may be
the one that lost a part.
"""

from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) > len(y):
            raise ValueError("x and y differ in length")
        self.x = x
        self.y = y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]
