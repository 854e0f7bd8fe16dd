"""The graph is recorded while ordinary Python runs, and backward() frees what it saved."""

import torch

w = torch.tensor(2.0, requires_grad=True)


def forward(x):
    if x > 0:
        return w * w * x
    return w.sin()


for x in (1.0, -1.0):
    print(f"x = {x}: last recorded operation is", forward(x).grad_fn.name())

loss = forward(1.0)
loss.backward()
print("first backward, w.grad:", w.grad.item())
try:
    loss.backward()
except RuntimeError as error:
    print("second backward:", str(error)[:51])

forward(1.0).backward()
print("new forward, new graph, w.grad:", w.grad.item())
