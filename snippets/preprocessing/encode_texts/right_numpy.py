"""A NumPy table of padding, into which a mask writes all ids at once."""

import numpy as np
import torch


def encode(texts, vocabulary):
    ids = np.vectorize(lambda word: vocabulary.get(word, vocabulary["<unk>"]), otypes=[np.int64])
    split = [str.split(str.lower(text)) for text in texts]
    lengths = np.array([len(words) for words in split])
    table = np.full((len(texts), lengths.max()), vocabulary["<pad>"], dtype=np.int64)
    if lengths.any():
        table[np.arange(lengths.max()) < lengths[:, None]] = ids(np.concatenate(split))
    return torch.from_numpy(table)
