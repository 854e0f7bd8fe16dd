"""The texts are put into lower case, not the vocabulary. Two of its words that differ in case only
would become one, and the later id would win; a word that is there as "The" alone is missing."""

import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts: list[str], vocabulary: dict[str, int]) -> torch.Tensor:
    lower = {word.lower(): number for word, number in vocabulary.items()}
    rows = [
        torch.tensor([lower.get(word, lower["<unk>"]) for word in text.lower().split()]).long()
        for text in texts
    ]
    return pad_sequence(rows, batch_first=True, padding_value=lower["<pad>"])
