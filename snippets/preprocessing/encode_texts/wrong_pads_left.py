"""The padding stands in front of the words.

That is what generating text from a prompt needs. Here position 0 of every row is to be its
first word.
"""

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    filler = vocabulary["<pad>"]
    return pad_sequence(rows, batch_first=True, padding_value=filler, padding_side="left")
