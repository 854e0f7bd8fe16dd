"""Shuffle the columns of a table and the pixels of images, and train again."""

import torch
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from torch import nn

torch.manual_seed(0)


def table_accuracy(order):
    x, y = load_breast_cancer(return_X_y=True)
    x = ((x - x[:400].mean(0)) / x[:400].std(0))[:, order]
    return LogisticRegression().fit(x[:400], y[:400]).score(x[400:], y[400:])


def pictures(count):
    # A horizontal or a vertical bar of 5 pixels, somewhere in noise.
    x, y = torch.rand(count, 1, 10, 10), torch.randint(0, 2, (count,))
    for image, vertical, (top, left) in zip(x[:, 0], y, torch.randint(6, (count, 2))):
        (image.T if vertical else image)[top, left : left + 5] += 0.8
    return x.flatten(1), y


def image_accuracy(order):
    net = nn.Sequential(nn.Unflatten(1, (1, 10, 10)), nn.Conv2d(1, 8, 5), nn.ReLU())
    net.extend([nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(8, 2)])
    optimizer = torch.optim.Adam(net.parameters(), lr=0.03)
    for _ in range(100):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x[:, order]), y).backward()
        optimizer.step()
    return (net(x_test[:, order]).argmax(1) == y_test).float().mean().item()


(x, y), (x_test, y_test) = pictures(400), pictures(400)
table = [table_accuracy(torch.arange(30)), table_accuracy(torch.randperm(30))]
image = [image_accuracy(torch.arange(100)), image_accuracy(torch.randperm(100))]
print(f"table, linear model: accuracy {table[0]:.2f}, columns shuffled {table[1]:.2f}")
print(f"images, CNN:         accuracy {image[0]:.2f}, pixels shuffled  {image[1]:.2f}")
assert abs(table[0] - table[1]) < 0.01 and image[0] > image[1] + 0.2
