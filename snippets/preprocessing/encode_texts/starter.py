import torch


def encode(texts: list[str], vocabulary: dict[str, int]) -> torch.Tensor:
    """Return the word ids of `texts`, one row per text, padded at the end."""
    # TODO: lower case, split, look up (unknown words too), pad to the longest text
    return torch.zeros(len(texts), 1)
