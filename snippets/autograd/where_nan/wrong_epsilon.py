"""The root has a finite slope at 0 now. At -1 it is still nan."""

import torch


def safe_sqrt(x):
    """The square root where x is positive, 0 elsewhere."""
    positive = x > 0
    root = (x + 1e-8).sqrt()
    return torch.where(positive, root, 0.0)


x = torch.tensor([4.0, 0.0, -1.0])
scale = torch.tensor(1.0, requires_grad=True)
y = safe_sqrt(scale * x)
print("values:", y.tolist())
y.sum().backward()
print("gradient of scale:", scale.grad.item())
