import torch
from torch.utils.data import DataLoader, IterableDataset


class LogLines(IterableDataset):
    """Reads the lines of a log, one after the other."""

    def __init__(self, count):
        self.count = count

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        first, step = (worker.id, worker.num_workers) if worker else (0, 1)
        yield from range(first, self.count, step)


def main():
    loader = DataLoader(LogLines(6), batch_size=2, num_workers=2)
    lines = torch.cat(list(loader)).tolist()
    print("lines read:", len(lines))
    print("line numbers:", sorted(lines))


if __name__ == "__main__":
    main()
