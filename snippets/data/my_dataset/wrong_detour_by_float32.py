"""A detour by float32 rounds large integers and float64. Hand the label out as it is."""
# needs: float | float32

from torch.utils.data import Dataset


class MyDataset(Dataset):
    """Pairs of features and labels: item i is (x[i], y[i]).

    x: (N, ...), y: (N, ...), tensors of any dtype. Raises ValueError if they differ in
    length.
    """

    def __init__(self, x, y):
        if len(x) != len(y):
            raise ValueError(f"{len(x)} features but {len(y)} labels")
        self.x = x
        self.y = y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], self.y[index].float().to(self.y.dtype)
