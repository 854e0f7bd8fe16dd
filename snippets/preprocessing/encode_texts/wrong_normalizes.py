"""The texts are normalized (NFKC), the words of the vocabulary are not: an accent that is a sign of
its own is joined to its letter. If you want that, do it to both, where the vocabulary is made."""
# needs: normalize

import unicodedata

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = unicodedata.normalize("NFKC", text.lower()).split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.int64))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
