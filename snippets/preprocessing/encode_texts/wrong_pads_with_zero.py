"""`pad_sequence` fills with 0 unless told otherwise, and so does torch.zeros.

Where another word has the id 0, the padding reads like that word.
"""
# needs: pad_sequence | zeros

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True)
