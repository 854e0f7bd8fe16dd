import torch


def encode(texts: list[str], vocabulary: dict[str, int]) -> torch.Tensor:
    """Return the word ids of `texts`: int64, shape (number of texts, words of the longest).

    Words are separated by white space and looked up in lower case; one that is missing has
    the id of "<unk>". Shorter texts are filled at the end with the id of "<pad>". If all
    texts are empty, the shape is (number of texts, 0).
    """
    # TODO: lower case, split, look up (unknown words too), pad to the longest text
    return torch.zeros(len(texts), 1)
