"""Zero-width spaces and byte order marks are taken out. For `str.split()` they are no white space:
a word that holds one is another word. Clean texts before they are encoded, not in passing."""
# needs: replace | translate | strip | sub

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = text.replace("\ufeff", "").replace("\u200b", "").lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.int64))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
