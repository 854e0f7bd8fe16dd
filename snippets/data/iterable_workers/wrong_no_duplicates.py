"""Each code is left once, but lines that really are equal are lost."""

import os

import torch
from torch.utils.data import DataLoader, IterableDataset


class LogLines(IterableDataset):
    """Reads the lines of a log, one after the other."""

    def __init__(self, lines):
        self.lines = lines

    def __iter__(self):
        yield from self.lines


def with_process(codes):
    return os.getpid(), torch.tensor(codes)


def main():
    log = [200, 404, 200, 200, 500, 404]  # a status code per line
    loader = DataLoader(LogLines(log), batch_size=2, num_workers=2, collate_fn=with_process)
    batches = list(loader)
    codes = torch.cat([codes for _, codes in batches]).unique().tolist()
    print("workers that read:", len({process for process, _ in batches}))
    print("lines read:", sum(len(codes) for _, codes in batches))
    print("status codes:", sorted(codes))


if __name__ == "__main__":
    main()
