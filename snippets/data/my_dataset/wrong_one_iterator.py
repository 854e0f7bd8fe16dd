"""The dataset is its own iterator, with one position for all loops: a loop after a `break` goes on
where that one stopped, and two at once take each other's pairs. Leave `__iter__` out."""
# needs: __iter__

from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError(f"{len(x)} features but {len(y)} labels")
        self.x, self.y, self.position = x, y, 0

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index]

    def __iter__(self):
        return self

    def __next__(self):
        if self.position == len(self):
            self.position = 0
            raise StopIteration
        self.position += 1
        return self[self.position - 1]
