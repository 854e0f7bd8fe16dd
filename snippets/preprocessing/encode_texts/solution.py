import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts: list[str], vocabulary: dict[str, int]) -> torch.Tensor:
    """Return the word ids of `texts`, one row per text, padded at the end."""
    unknown = vocabulary["<unk>"]
    rows = []
    for text in texts:
        ids = [vocabulary.get(word, unknown) for word in text.lower().split()]
        rows.append(torch.tensor(ids, dtype=torch.long))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
