"""The same two candidates, a forest and a small net, on a table and on pictures."""

import torch
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.ensemble import RandomForestClassifier
from torch import nn

torch.manual_seed(0)


def compare(x, y, rows, net):
    # Fits both on the first `rows` rows; the accuracy of each on the others.
    forest = RandomForestClassifier(n_estimators=30, random_state=0).fit(x[:rows], y[:rows])
    optimizer = torch.optim.Adam(net.parameters(), lr=0.03)
    for _ in range(70):
        batch = torch.randint(rows, (64,))
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x[batch]), y[batch]).backward()
        optimizer.step()
    right = net(x[rows:]).argmax(1) == y[rows:]
    return forest.score(x[rows:], y[rows:]), right.float().mean().item()


x, y = map(torch.tensor, load_breast_cancer(return_X_y=True))
x = ((x - x[:400].mean(0)) / x[:400].std(0)).float()
table = compare(x, y, 400, nn.Sequential(nn.Linear(30, 32), nn.ReLU(), nn.Linear(32, 2)))

digits, y = map(torch.tensor, load_digits(n_class=4, return_X_y=True))
x = torch.zeros(len(y), 256)  # each 0, 1, 2 or 3 gets a place of its own
for image, digit in zip(x.view(-1, 16, 16), digits.view(-1, 8, 8) / 16, strict=True):
    top, left = torch.randint(0, 9, (2,))
    image[top : top + 8, left : left + 8] = digit
cnn = nn.Sequential(nn.Unflatten(1, (1, 16, 16)), nn.Conv2d(1, 32, 7), nn.ReLU())
cnn.extend([nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(32, 4)])
pictures = compare(x, y, 540, cnn)

print(f"table, 400 rows: forest {table[0]:.2f}, net {table[1]:.2f}")
print(f"digits anywhere: forest {pictures[0]:.2f}, net {pictures[1]:.2f}")
assert abs(table[0] - table[1]) < 0.06 and pictures[1] > pictures[0] + 0.15
