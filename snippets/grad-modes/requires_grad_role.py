"""requires_grad is a request on a leaf; every result inherits it from its inputs."""

import torch

data = torch.ones(3)
weight = torch.ones(3, requires_grad=True)
frozen = torch.ones(3, requires_grad=True)
frozen.requires_grad_(False)

out = data * weight + frozen
print("data asks:", data.requires_grad, "| weight asks:", weight.requires_grad)
print("out inherits:", out.requires_grad, "| out is a leaf:", out.is_leaf)

out.sum().backward()
print("weight.grad:", weight.grad.tolist())
print("data.grad:", data.grad, "| frozen.grad:", frozen.grad)

weight.requires_grad_(False)  # too late for this step: the old gradient is still there
torch.optim.SGD([weight], lr=0.5).step()
print("frozen after backward, then a step:", weight.tolist())

try:
    torch.ones(3, dtype=torch.int64, requires_grad=True)
except RuntimeError as error:
    print("integers:", error)

try:
    (data * frozen.requires_grad_()).requires_grad = False
except RuntimeError as error:
    print("non-leaf:", str(error).split(". ")[0])
