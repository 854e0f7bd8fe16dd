import torch

VOCABULARY = {"<pad>": 0, "<unk>": 1, "the": 2, "cat": 3, "sat": 4}
OTHER_IDS = {"<unk>": 0, "red": 1, "car": 2, "<pad>": 3}


def check_padding(answer):
    """One row per text, padded at the end to the longest text."""
    ids = answer.encode(["The cat sat", "the cat"], VOCABULARY)
    shape = tuple(ids.shape)
    assert shape == (2, 3), f"expected shape (batch, longest) = (2, 3), got {shape}"
    expected = [[2, 3, 4], [2, 3, 0]]
    assert ids.tolist() == expected, f"expected {expected}, got {ids.tolist()}"


def check_unknown(answer):
    """A word that is not in the vocabulary gets the id of <unk>."""
    ids = answer.encode(["the zebra sat"], VOCABULARY).tolist()
    assert ids == [[2, 1, 4]], f"expected [[2, 1, 4]] with <unk> = 1, got {ids}"


def check_special_ids(answer):
    """The ids of <pad> and <unk> come from the vocabulary."""
    ids = answer.encode(["red car", "bike"], OTHER_IDS).tolist()
    expected = [[1, 2], [0, 3]]
    assert ids == expected, f"expected {expected} with <pad> = 3, <unk> = 0, got {ids}"


def check_dtype(answer):
    """The ids are int64, ready for nn.Embedding."""
    dtype = answer.encode(["the cat"], VOCABULARY).dtype
    assert dtype == torch.int64, f"expected torch.int64, got {dtype}"
