"""`torch.Tensor(...)` makes float32, and `long()` comes too late.

Above 2**24 float32 leaves out every second whole number, so large ids turn into their
neighbors'.
"""
# needs: Tensor | FloatTensor

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.Tensor(ids).long())
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
