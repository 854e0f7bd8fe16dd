"""The same loop with and without zero_grad(): the slope of the loss is 1 everywhere."""

import torch


def train(call_zero_grad):
    w = torch.tensor(10.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    gradients = []
    for _ in range(3):
        if call_zero_grad:
            optimizer.zero_grad()
        loss = w * 1.0
        loss.backward()
        gradients.append(w.grad.item())
        optimizer.step()
    return gradients, w.item()


for call_zero_grad in (False, True):
    gradients, weight = train(call_zero_grad)
    print(f"zero_grad: {call_zero_grad!s:5} gradients {gradients} w = {weight:.0f}")
