"""It also fetches a whole batch at once, and can be iterated directly."""

import torch
from torch.utils.data import Dataset


class MyDataset(Dataset):
    def __init__(self, x, y):
        if x.shape[:1] != y.shape[:1]:
            raise ValueError("not as many x as y")
        self.tensors = {"x": x, "y": y}

    def __len__(self):
        return self.tensors["x"].shape[0]

    def __getitem__(self, index):
        return self.tensors["x"][index], self.tensors["y"][index]

    def __getitems__(self, indices):
        chosen = torch.as_tensor(indices)
        return list(zip(*(part[chosen] for part in self.tensors.values()), strict=True))

    def __iter__(self):
        return iter(zip(*self.tensors.values(), strict=True))
