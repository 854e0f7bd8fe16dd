"""The words are looked up as they are written.

The vocabulary is in lower case, so the first word of nearly every sentence is unknown.
"""
# lacks: lower, casefold

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in text.split()]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
