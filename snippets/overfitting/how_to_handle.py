"""A polynomial of degree 12 through 15 noisy points, and three remedies."""

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(0)


def sample(n):
    x = torch.linspace(-1, 1, n)
    return x, torch.sin(3 * x) + 0.3 * torch.randn(n)


def powers(x, degree):
    return x[:, None] ** torch.arange(degree + 1)


def errors(x, y, degree, decay=0.0):
    """Root mean squared error on the training points and on new ones."""
    a = powers(x, degree)
    weights = torch.linalg.solve(a.T @ a + decay * torch.eye(degree + 1), a.T @ y)
    on_train = (a @ weights - y).pow(2).mean().sqrt()
    on_new = (powers(new_x, degree) @ weights - new_y).pow(2).mean().sqrt()
    return f"train {on_train:.2f}, new {on_new:.2f}"


x, y = sample(15)
new_x, new_y = sample(1000)
print("the noise alone:      0.30")
print("degree 12, 15 points:", errors(x, y, 12))
print("  with weight decay: ", errors(x, y, 12, decay=0.1))
print("  with degree 3:     ", errors(x, y, 3))
print("  with 300 points:   ", errors(*sample(300), 12))
