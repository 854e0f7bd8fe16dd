"""Both spellings of super() do the same; the long one breaks on a renamed class."""

from torch import nn


class Short(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)


class Long(nn.Module):
    def __init__(self):
        super(Long, self).__init__()
        self.linear = nn.Linear(1, 1)


class Renamed(nn.Module):
    def __init__(self):
        super(OldName, self).__init__()
        self.linear = nn.Linear(1, 1)


print("parameters, super():", len(list(Short().parameters())))
print("parameters, super(Long, self):", len(list(Long().parameters())))
try:
    Renamed()
except NameError as error:
    print("copied and renamed, long spelling:", error)
