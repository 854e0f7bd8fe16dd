"""`item()` turns the label into a Python number and loses its dtype: the loader then makes
float64 of float32 labels, and a label of several numbers fails. Return the tensor.
"""
# needs: item

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
        return self.x[index], self.y[index].item()
