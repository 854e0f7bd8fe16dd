"""8x8 images of digits, straight from the pixels; then moved by one pixel."""

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
from torch import nn


def move(x, pixels):
    return np.roll(x.reshape(-1, 8, 8), pixels, axis=2).reshape(-1, 64)


images, labels = load_digits(return_X_y=True)
x, x_test, y, y_test = train_test_split(images / 16, labels, random_state=0)
svm = SVC(C=10, gamma=0.05).fit(x, y)
svm_moves = SVC(C=10, gamma=0.05).fit(np.vstack([x, move(x, 1), move(x, -1)]), np.tile(y, 3))

torch.manual_seed(0)
net = nn.Sequential(nn.Unflatten(1, (1, 8, 8)), nn.Conv2d(1, 8, 3, padding=1))
net.extend([nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8 * 4 * 4, 10)])
optimizer = torch.optim.Adam(net.parameters(), lr=0.02)


def logits(x):
    return net(torch.tensor(x).float())


for rows in torch.randint(len(x), (60, 128)):
    optimizer.zero_grad()
    nn.functional.cross_entropy(logits(x[rows]), torch.tensor(y[rows])).backward()
    optimizer.step()

models = {"SVM": svm.predict, "CNN": lambda x: logits(x).argmax(1).numpy()}
models["SVM, trained on moves"] = svm_moves.predict
for name, predict in models.items():
    tests = (x_test, move(x_test, 1))
    centered, moved = ((predict(test) == y_test).mean() for test in tests)
    print(f"{name:21} centered {centered:.2f}, moved {moved:.2f}")
    assert centered > 0.9 and (moved > 0.9) == (name == "SVM, trained on moves")
