"""One public name from each of the four modules of a training script."""

import torch.autograd
import torch.nn
import torch.optim
import torch.utils.data

print("gradients:", torch.autograd.grad.__module__, "has grad")
print("layers:", torch.nn.__name__, "has", torch.nn.Linear.__name__)
print("updates:", torch.optim.__name__, "has", torch.optim.SGD.__name__)
print(
    "batches:", torch.utils.data.__name__, "has", torch.utils.data.DataLoader.__name__
)
