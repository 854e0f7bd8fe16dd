import torch
from torch.utils.data import DataLoader, Dataset


class Doubles(Dataset):
    def __len__(self):
        return 10

    def __getitem__(self, index):
        return index, 2 * index


loader = DataLoader(Doubles(), batch_size=2, shuffle=True)
batches = list(loader)
first_x, first_y = batches[0]

print("batches:", len(batches))
print("first x:", tuple(first_x.shape), first_x.dtype)
print("pairs match:", all(torch.equal(y, 2 * x) for x, y in batches))

seen = torch.cat([x for x, y in batches])
print("each once:", sorted(seen.tolist()) == list(range(10)))
