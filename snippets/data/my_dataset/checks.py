import torch
from torch.utils.data import DataLoader

X = torch.arange(20).view(10, 2)
Y = torch.arange(10) * 7


def check_length(answer):
    """len(dataset) is the number of pairs."""
    dataset = answer.MyDataset(X, Y)
    assert hasattr(dataset, "__len__"), "expected a __len__ method, there is none"
    assert len(dataset) == 10, f"expected length 10, got {len(dataset)}"


def check_item(answer):
    """dataset[3] is the pair (x[3], y[3])."""
    dataset = answer.MyDataset(X, Y)
    try:
        item = dataset[3]
    except NotImplementedError:
        item = None
    assert isinstance(item, (tuple, list)), f"expected a pair (x, y), got {item}"
    assert len(item) == 2, f"expected two values, got {len(item)}"
    assert torch.equal(item[0], X[3]), f"expected x[3] = {X[3]}, got {item[0]}"
    assert item[1] == Y[3], f"expected y[3] = {Y[3]}, got {item[1]}"


def check_lengths_compared(answer):
    """Features and labels of different length raise a ValueError."""
    raised = False
    try:
        answer.MyDataset(X, Y[:8])
    except ValueError:
        raised = True
    assert raised, "expected a ValueError for 10 features and 8 labels, none came"


def check_loader(answer):
    """A shuffling DataLoader delivers every pair exactly once."""
    dataset = answer.MyDataset(X, Y)
    message = "a DataLoader can't shuffle a dataset without __len__ and __getitem__"
    assert hasattr(dataset, "__len__"), message
    batches = list(DataLoader(dataset, batch_size=3, shuffle=True))
    assert len(batches[0]) == 2, f"expected batches of x and y, got {batches[0]}"
    pairs = sorted(
        (int(x[0]), int(y)) for xs, ys in batches for x, y in zip(xs, ys, strict=True)
    )
    expected = [(2 * i, 7 * i) for i in range(10)]
    assert pairs == expected, f"expected {expected}, got {pairs}"
