import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset


class Noise(Dataset):
    def __init__(self):
        self.generator = np.random.default_rng(0)

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return np.random.randint(10**9), self.generator.integers(10**9)


def count_different(workers):
    torch.manual_seed(0)
    loader = DataLoader(Noise(), batch_size=1, num_workers=workers)
    draws = [(a.item(), b.item()) for a, b in loader]
    return len({a for a, b in draws}), len({b for a, b in draws})


if __name__ == "__main__":
    print("0 workers:", count_different(0))
    print("2 workers:", count_different(2))
