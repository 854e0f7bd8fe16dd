"""Which ways of cubing a tracked tensor still lead back to it?"""

import math
import warnings

import torch

warnings.simplefilter("ignore")  # some releases warn about math.pow(x, 3)
x = torch.tensor(2.0, requires_grad=True)


def report(name, cube):
    try:
        result = cube()
    except RuntimeError as error:
        print(f"{name:29} RuntimeError: {str(error).split('.')[0]}")
        return
    tracked = isinstance(result, torch.Tensor) and result.requires_grad
    print(f"{name:29} {type(result).__name__:6} tracked: {tracked}")


report("torch.pow(x, 3)", lambda: torch.pow(x, 3))
report("torch.stack([x, x, x]).prod()", lambda: torch.stack([x, x, x]).prod())
report("math.pow(x, 3)", lambda: math.pow(x, 3))
report("torch.tensor(x**3)", lambda: torch.tensor(x**3))
report("x.numpy() ** 3", lambda: x.numpy() ** 3)
