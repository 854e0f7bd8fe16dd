"""`zip_longest` makes one tuple per position, and of no positions there is no tuple.

If all texts are empty, nothing says any more how many there were: the shape is (0,) instead of
(texts, 0).
"""
# needs: zip_longest

from itertools import zip_longest

import torch


def encode(texts, vocabulary):
    unknown = vocabulary["<unk>"]
    rows = [[vocabulary.get(word, unknown) for word in t.lower().split()] for t in texts]
    columns = list(zip_longest(*rows, fillvalue=vocabulary["<pad>"]))
    return torch.tensor(columns, dtype=torch.int64).t()
