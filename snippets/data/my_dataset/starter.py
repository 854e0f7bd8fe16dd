from torch.utils.data import Dataset


class MyDataset(Dataset):
    """Pairs of features and labels: item i is (x[i], y[i]).

    x: (N, ...), y: (N, ...), tensors of any dtype. Raises ValueError if they differ in
    length.
    """

    def __init__(self, x, y):
        # TODO: compare their lengths, keep both
        pass

    # TODO: the two methods that a map-style dataset needs
