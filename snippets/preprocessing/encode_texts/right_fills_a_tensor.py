"""A tensor of padding is made first, and each row written into it."""

import torch


def encode(texts: list[str], vocabulary: dict[str, int]) -> torch.Tensor:
    split = [text.lower().split() for text in texts]
    shape = len(split), max(len(words) for words in split)
    batch = torch.full(shape, vocabulary["<pad>"], dtype=torch.int64)
    for row, words in zip(batch, split, strict=True):
        for column, word in enumerate(words):
            known = word in vocabulary
            row[column] = vocabulary[word] if known else vocabulary["<unk>"]
    return batch
