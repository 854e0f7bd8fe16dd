"""Autograd records the forward pass, then applies the chain rule backward."""

import torch


def f(x):
    return x**2 + 3 * x + 1


x = torch.tensor(2.0, requires_grad=True)
y = f(x)
print("y was made by:", type(y.grad_fn).__name__)

y.backward()
print("autograd:         ", x.grad.item())

# The same slope, measured: move x a little to both sides.
h = 1e-3
left = f(torch.tensor(2.0 - h, dtype=torch.float64))
right = f(torch.tensor(2.0 + h, dtype=torch.float64))
print(f"finite difference: {(right - left) / (2 * h):.4f}")

f(x).backward()  # a new graph, the same slope once more
print("after a second backward:", x.grad.item())
print("x is unchanged by backward:", x.item())
