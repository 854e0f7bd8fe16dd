"""Fit y = 2x + 0 by gradient descent: one direction in (weight, bias) is slow."""

import torch

LR, STEPS = 0.01, 1000
x = torch.tensor([1.0, 2.0, 3.0])


def with_ones(x):
    return torch.stack([x, torch.ones_like(x)], dim=1)


for name, inputs in (("x as it is", x), ("x centered", x - x.mean())):
    hessian = 2 * with_ones(inputs).T @ with_ones(inputs) / len(x)
    slow, fast = torch.linalg.eigvalsh(hessian).tolist()
    print(f"{name}: curvatures {slow:.2f} and {fast:.2f}, lr limit {2 / fast:.2f}")
    print(f"{name}: slow error left after 1000 steps {(1 - LR * slow) ** STEPS:.4f}")


def predictions(optimizer_class, lr):
    """Of x = 4: from weight and bias 0, and from 1000 starts as nn.Linear draws them."""
    torch.manual_seed(0)
    weight_and_bias = torch.rand(2, 1001) * 2 - 1
    weight_and_bias[:, 0] = 0
    optimizer = optimizer_class([weight_and_bias], lr=lr)
    for _ in range(STEPS):
        errors = with_ones(x) @ weight_and_bias - 2 * x[:, None]
        weight_and_bias.grad = 2 * with_ones(x).T @ errors / len(x)
        optimizer.step()
    at_4 = 4 * weight_and_bias[0] + weight_and_bias[1]
    low, high = at_4[1:].aminmax()
    print(f"{optimizer_class.__name__}, lr {lr:.2f}: model(4) {at_4[0]:.2f},", end=" ")
    print(f"from 1000 other starts {low:.1f} to {high:.1f}")
    return at_4


sgd = predictions(torch.optim.SGD, 0.01)
predictions(torch.optim.SGD, 0.1)
further_off = (predictions(torch.optim.Adam, 0.01) - 8).abs() > (sgd - 8).abs()
print("Adam further off than SGD in more than 9 of 10:", further_off.sum().item() > 901)
