import torch
from torch.nn.utils.rnn import pad_sequence


def encode(texts: list[str], vocabulary: dict[str, int]) -> torch.Tensor:
    """Return the word ids of `texts`: int64, shape (number of texts, words of the longest).

    Words are separated by white space and looked up in lower case; one that is missing has
    the id of "<unk>". Shorter texts are filled at the end with the id of "<pad>". If all
    texts are empty, the shape is (number of texts, 0).
    """
    unknown = vocabulary["<unk>"]
    rows = []
    for text in texts:
        ids = [vocabulary.get(word, unknown) for word in text.lower().split()]
        rows.append(torch.tensor(ids, dtype=torch.int64))
    return pad_sequence(rows, batch_first=True, padding_value=vocabulary["<pad>"])
