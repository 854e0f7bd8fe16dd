import torch

torch.manual_seed(0)
direction = torch.randn(40, dtype=torch.float64)


def sample(n):
    x = torch.randn(n, 40, dtype=torch.float64)
    return x, (x @ direction + 4 * torch.randn(n) > 0).double() * 2 - 1


def accuracies(n):
    """Fit n samples by least squares; accuracy on them and on new ones."""
    x, y = sample(n)
    new_x, new_y = sample(5000)
    weights = torch.linalg.lstsq(x, y[:, None]).solution[:, 0]
    on_train = ((x @ weights).sign() == y).double().mean()
    on_new = ((new_x @ weights).sign() == new_y).double().mean()
    return on_train, on_new


few, many = accuracies(50), accuracies(5000)
print("training accuracy, from 50 to 5000:", "up" if many[0] > few[0] else "down")
print("new-data accuracy, from 50 to 5000:", "up" if many[1] > few[1] else "down")
print("gap with 50 over 0.1:", bool(few[0] - few[1] > 0.1))
print("gap with 5000 over 0.1:", bool(many[0] - many[1] > 0.1))
