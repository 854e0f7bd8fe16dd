"""`get(word) or unknown` replaces every false value, and 0 is false.

The word whose id is 0 becomes unknown. Give `get` its default, or compare with None.
"""
# needs: get

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.get(word) or vocabulary["<unk>"] for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
