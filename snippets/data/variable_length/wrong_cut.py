"""Longer reviews lose their end, and their length says that it is still there."""

import torch
from torch.utils.data import DataLoader

reviews = [([3, 7], 1), ([4], 0), ([8, 2], 1), ([5, 5, 5], 0)]


def collate(samples):
    lengths = [len(ids) for ids, label in samples]
    longest = lengths[0]
    rows = [ids[:longest] + [0] * (longest - len(ids)) for ids, label in samples]
    labels = [label for ids, label in samples]
    return torch.tensor(rows), torch.tensor(lengths), torch.tensor(labels)


loader = DataLoader(reviews, batch_size=2, collate_fn=collate)
print("batches:", len(loader))
for tokens, lengths, labels in loader:
    print("tokens:", tokens.tolist(), "lengths:", lengths.tolist())
    print("labels:", labels.tolist())
