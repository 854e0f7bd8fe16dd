import pickle

import torch
from torch import nn

model = nn.Linear(2, 1)
torch.save(model.state_dict(), "weights.pth")
torch.save(model, "whole.pth")


def try_to_load(label, path, **options):
    try:
        loaded = torch.load(path, **options)
        print(f"{label}: {type(loaded).__name__}")
    except pickle.UnpicklingError:
        print(f"{label}: refused")


try_to_load("weights", "weights.pth")
try_to_load("whole", "whole.pth")
try_to_load("whole, trusted", "whole.pth", weights_only=False)
