"""Hooks on the graph nodes report when backward() reaches them."""

import torch

w = torch.tensor([2.0, -1.0], requires_grad=True)
loss = (w * 3 + 1).relu().sum()

node = loss.grad_fn
while node is not None:
    name = type(node).__name__
    node.register_prehook(lambda gradients, name=name: print("visiting", name))
    node = node.next_functions[0][0] if node.next_functions else None

loss.backward()
print("w.grad:", w.grad.tolist())
