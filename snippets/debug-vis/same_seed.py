import random

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader


def again(draw, before=lambda: None):
    """Does a draw repeat after torch.manual_seed(0)?"""
    torch.manual_seed(0)
    first = draw()
    torch.manual_seed(0)
    before()
    return draw() == first


print("the same again after torch.manual_seed(0)?")
print("initial weights:", again(lambda: nn.Linear(3, 1).weight.tolist()))
print("dropout:", again(lambda: nn.Dropout()(torch.ones(20)).tolist()))
print("shuffling:", again(lambda: list(DataLoader(range(20), shuffle=True))))
print("np.random.permutation:", again(lambda: np.random.permutation(20).tolist()))
print("random.random:", again(random.random))
one_more = again(lambda: nn.Linear(3, 1).weight.tolist(), before=lambda: torch.rand(1))
print("weights after one more draw:", one_more)
