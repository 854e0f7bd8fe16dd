"""Who runs __getitem__: the main process, or workers?"""

import os

import torch
from torch.utils.data import DataLoader, Dataset


class ProcessIds(Dataset):
    def __len__(self):
        return 8

    def __getitem__(self, index):
        return index, os.getpid()


def main():
    for workers in (0, 2):
        batches = list(DataLoader(ProcessIds(), batch_size=2, num_workers=workers))
        order = torch.cat([indices for indices, _ in batches]).tolist()
        processes = set(torch.cat([ids for _, ids in batches]).tolist())
        print(f"num_workers={workers}: processes", len(processes))
        print("  main process loads:", os.getpid() in processes)
        print("  order of samples:", order)


if __name__ == "__main__":
    print("default num_workers:", DataLoader(ProcessIds()).num_workers)
    main()
