"""What is left of the graph in the number you log?"""

import gc
import warnings

import torch

torch.set_warn_always(True)  # torch shows this warning once per process otherwise
loss = (torch.ones(1, requires_grad=True) * 3).sum()
ways = {
    "loss.item()": lambda: loss.item(),
    "loss.detach().item()": lambda: loss.detach().item(),
    "float(loss)": lambda: float(loss),
}

for name, get in ways.items():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = get()
    held = gc.get_referents(value)
    print(f"{name:21} {type(value).__name__} {value}, objects it refers to: {held}")
    assert type(value) is float
    assert held == []
    if caught:
        print("  warns:", str(caught[0].message).splitlines()[0])
