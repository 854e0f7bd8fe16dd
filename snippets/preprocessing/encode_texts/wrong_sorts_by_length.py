"""The texts are sorted by their length, as packing once needed it.

Row i is no longer text i, and labels that come in the old order are wrong.
"""
# needs: sorted | sort | argsort

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for words in sorted(
        (text.lower().split() for text in texts), key=len, reverse=True
    ):
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
