"""A DataLoader asks for samples when you iterate, not when you build it."""

from torch.utils.data import DataLoader, Dataset


class Lazy(Dataset):
    """Stands for a billion files; an item is read only when it is asked for."""

    def __init__(self):
        self.read = 0

    def __len__(self):
        return 1_000_000_000

    def __getitem__(self, index):
        self.read += 1
        return index


dataset = Lazy()
loader = DataLoader(dataset, batch_size=4)
print("batches in an epoch:", len(loader))
print("items read after building:", dataset.read)

batches = iter(loader)
next(batches)
print("items read after one batch:", dataset.read)
