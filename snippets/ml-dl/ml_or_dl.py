"""The same two candidates, a forest and a small net, on a table and on pictures."""

import torch
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.ensemble import RandomForestClassifier
from torch import nn

torch.manual_seed(0)


def compare(x, y, x_test, y_test, net):
    forest = RandomForestClassifier(n_estimators=30, random_state=0).fit(x, y)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.03)
    for _ in range(70):
        rows = torch.randint(len(x), (64,))
        loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    guess = net(x_test).argmax(1)
    return forest.score(x_test, y_test), (guess == y_test).float().mean().item()


x, y = (torch.tensor(part) for part in load_breast_cancer(return_X_y=True))
x = ((x - x[:400].mean(0)) / x[:400].std(0)).float()
mlp = nn.Sequential(nn.Linear(30, 32), nn.ReLU(), nn.Linear(32, 2))
table = compare(x[:400], y[:400], x[400:], y[400:], mlp)

images = load_digits(n_class=4, return_X_y=True)
digits, y = (torch.tensor(part) for part in images)
x = torch.zeros(len(y), 16, 16)  # each 0, 1, 2 or 3 gets a place of its own
for image, digit in zip(x, digits.view(-1, 8, 8) / 16, strict=True):
    top, left = torch.randint(0, 9, (2,))
    image[top : top + 8, left : left + 8] = digit
x = x.flatten(1)
cnn = nn.Sequential(nn.Unflatten(1, (1, 16, 16)), nn.Conv2d(1, 16, 5, stride=2))
cnn.extend([nn.ReLU(), nn.Conv2d(16, 32, 3), nn.ReLU(), nn.AdaptiveMaxPool2d(1)])
cnn.extend([nn.Flatten(), nn.Linear(32, 4)])
pictures = compare(x[:540], y[:540], x[540:], y[540:], cnn)

print(f"table, 400 rows: forest {table[0]:.2f}, net {table[1]:.2f}")
print(f"digits anywhere: forest {pictures[0]:.2f}, net {pictures[1]:.2f}")
assert abs(table[0] - table[1]) < 0.06
assert pictures[1] > pictures[0] + 0.15
