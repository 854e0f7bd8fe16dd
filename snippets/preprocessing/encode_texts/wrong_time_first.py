"""`pad_sequence` puts the time dimension first unless you pass batch_first=True.

Every column is a text then, and a model that expects (batch, time) mixes the texts.
"""
# needs: pad_sequence

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, padding_value=vocabulary["<pad>"])
