"""NumPy does not have all of torch's dtypes: numpy() raises a TypeError for bfloat16. Keep the
tensors themselves; indexing them gives tensors."""
# needs: numpy

import torch
from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError(f"{len(x)} features, but {len(y)} labels")
        self.x, self.y = x.numpy(), y.numpy()

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return torch.as_tensor(self.x[index]), torch.as_tensor(self.y[index])
