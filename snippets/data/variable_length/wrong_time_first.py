"""`pad_sequence` stacks along the second axis unless told otherwise: a row is a point in time now,
not a review.
"""

import torch
from torch.utils.data import DataLoader

reviews = [([3, 7], 1), ([4], 0), ([8, 2], 1), ([5, 5, 5], 0)]


def collate(samples):
    lengths = [len(ids) for ids, label in samples]
    longest = lengths[0]
    sequences = [torch.tensor(ids) for ids, label in samples]
    rows = torch.nn.utils.rnn.pad_sequence(sequences).tolist()
    labels = [label for ids, label in samples]
    return torch.tensor(rows), torch.tensor(lengths), torch.tensor(labels)


loader = DataLoader(reviews, batch_size=2, collate_fn=collate)
print("batches:", len(loader))
for tokens, lengths, labels in loader:
    print("tokens:", tokens.tolist(), "lengths:", lengths.tolist())
    print("labels:", labels.tolist())
