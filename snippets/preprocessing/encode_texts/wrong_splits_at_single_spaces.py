"""`split(" ")` splits at every single space, and at nothing else.

Two spaces make an empty word between them, and a tab or a line break stays inside a
word. `split()` without an argument takes any white space.
"""
# needs: split

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split(" ")
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
