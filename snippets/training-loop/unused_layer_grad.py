import torch
from torch import nn

used = nn.Linear(2, 1)
times_zero = nn.Linear(2, 1)
unused = nn.Linear(2, 1)

x = torch.ones(4, 2)
loss = (used(x) + 0 * times_zero(x)).sum()
loss.backward()

print("used, grad is None:", used.weight.grad is None)
print("times zero, grad is None:", times_zero.weight.grad is None)
print("unused, grad is None:", unused.weight.grad is None)
