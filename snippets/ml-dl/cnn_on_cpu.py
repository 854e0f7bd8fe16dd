"""A convolutional net, trained from scratch on the CPU."""

import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
images, labels = load_digits(return_X_y=True)
x = torch.tensor(images).float().view(-1, 1, 8, 8) / 16
y = torch.tensor(labels)
order = torch.randperm(len(x))
train, test = order[:1300], order[1300:]

model = nn.Sequential(
    nn.Conv2d(1, 16, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(16 * 4 * 4, 10),
)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(6):
    for batch in train[torch.randperm(1300)].split(64):
        loss = nn.functional.cross_entropy(model(x[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

accuracy = (model(x[test]).argmax(1) == y[test]).float().mean().item()
print("device of the weights:", model[0].weight.device)
print("test accuracy above 0.95:", accuracy > 0.95)
