"""The ids are written into a float tensor: `torch.full` was given a float.

Ids index a table. `nn.Embedding` refuses float indices.
"""
# needs: full

import torch


def encode(texts, vocabulary):
    split = [text.lower().split() for text in texts]
    longest = max(len(words) for words in split)
    batch = torch.full((len(texts), longest), float(vocabulary["<pad>"]))
    for row, words in enumerate(split):
        for column, word in enumerate(words):
            batch[row, column] = vocabulary.get(word, vocabulary["<unk>"])
    return batch
