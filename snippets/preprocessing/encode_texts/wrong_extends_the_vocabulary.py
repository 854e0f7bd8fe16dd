"""`setdefault`, like any assignment, writes each unknown word into the caller's vocabulary.

It grows with every text, and after training it no longer fits the model. `get` only reads.
"""

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.setdefault(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
