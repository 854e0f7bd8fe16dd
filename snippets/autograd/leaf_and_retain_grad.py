import warnings

import torch

warnings.simplefilter("ignore")
x = torch.ones(2, requires_grad=True)
h = x * 2
h.retain_grad()
k = x * 3

(h + k).sum().backward()

print("x.grad:", x.grad)
print("h.grad:", h.grad)
print("k.grad:", k.grad)
