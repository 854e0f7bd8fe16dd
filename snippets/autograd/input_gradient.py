"""The gradient with respect to the input: what a model looks at, what fools it."""

import torch
from torch import nn

torch.manual_seed(0)
data = torch.randn(400, 20)
labels = (data[:, 0] > 0).long()  # only feature 0 matters

model = nn.Linear(20, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
for _ in range(200):
    loss = nn.functional.cross_entropy(model(data), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def accuracy(inputs):
    return (model(inputs).argmax(1) == labels).float().mean().item()


x = data.clone().requires_grad_()  # track the input, not only the weights
nn.functional.cross_entropy(model(x), labels).backward()
print("feature with the largest gradient:", x.grad.abs().mean(0).argmax().item())

nudged = data + 0.3 * x.grad.sign()  # a small step that raises the loss
print(f"clean inputs: accuracy above 0.95: {accuracy(data) > 0.95}")
lost = accuracy(data) - accuracy(nudged)
print(f"nudged inputs: more than 0.1 of it lost: {lost > 0.1}")

before = model.weight.grad.clone()
torch.autograd.grad(nn.functional.cross_entropy(model(x), labels), x)
print("autograd.grad touched the weights' .grad:", not before.equal(model.weight.grad))
