from torch.utils.data import Dataset


class MyDataset(Dataset):
    """Pairs of features and labels: item i is (x[i], y[i])."""

    def __init__(self, x, y):
        # TODO: keep x and y; raise ValueError if their lengths differ
        pass

    # TODO: the two methods that a map-style dataset needs
