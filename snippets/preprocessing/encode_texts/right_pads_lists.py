"""Pads Python lists, and makes one tensor of them at the end."""

import re

import torch


def look_up(word, vocabulary):
    try:
        return vocabulary[word]
    except KeyError:
        return vocabulary["<unk>"]


def encode(texts, vocabulary):
    found = (re.findall(r"\S+", text.lower()) for text in texts)
    rows = [[look_up(word, vocabulary) for word in words] for words in found]
    longest = max(map(len, rows))
    filler = [vocabulary["<pad>"]] * longest
    return torch.tensor([(row + filler)[:longest] for row in rows], dtype=torch.long)
