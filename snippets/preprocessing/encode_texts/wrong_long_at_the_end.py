"""An empty text becomes a float32 tensor, and beside it the whole batch is of float32 for a while:
ids above 2**24 are rounded. A long() at the end comes too late; say the dtype of each row.
"""
# needs: long | int64

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"]).long()
