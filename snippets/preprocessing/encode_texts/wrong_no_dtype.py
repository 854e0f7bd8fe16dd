"""An empty list has no integers to guess a dtype from: `torch.tensor([])` is float32.

One empty text, and the batch may be of floats. Say dtype=torch.int64.
"""
# lacks: int64, long

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
