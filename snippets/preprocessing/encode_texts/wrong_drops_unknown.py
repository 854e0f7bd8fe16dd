"""Words that the vocabulary lacks are left out.

The text gets shorter and the words move together; the model can't tell that
something stood there. Use the id of `<unk>`.
"""

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts, vocabulary):
    rows = []
    for text in texts:
        ids = [vocabulary[word] for word in text.lower().split() if word in vocabulary]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
