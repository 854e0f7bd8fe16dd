"""`\\w+` is not the same as splitting at white space.

It drops punctuation and cuts "it's" in two, so words that the vocabulary has are not
found, and others are that it doesn't have.
"""
# needs: re

import re

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
