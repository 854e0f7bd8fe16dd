"""Export with a dynamic batch dimension: does the size of the example matter?"""

import torch
from torch import nn
from torch.export import Dim, export


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 2)

    def forward(self, x):
        return torch.relu(self.layer(x))


def sizes_served(example, dim):
    try:
        program = export(Model(), (torch.ones(example, 2),), dynamic_shapes=({0: dim},))
    except Exception as error:
        return type(error).__name__
    module, served = program.module(), []
    for size in (1, 2, 4, 7):
        try:
            module(torch.ones(size, 2))
            served.append(size)
        except AssertionError:
            pass
    return f"serves batches of {served}"


print("example of 1, Dim:        ", sizes_served(1, Dim("batch")))
print("example of 1, Dim.DYNAMIC:", sizes_served(1, Dim.DYNAMIC))
print("example of 1, Dim.AUTO:   ", sizes_served(1, Dim.AUTO))
print("example of 4, Dim:        ", sizes_served(4, Dim("batch")))
print("example of 4, Dim.STATIC: ", sizes_served(4, Dim.STATIC))
