"""Two iterations of the same code: one graph that is edited, or two graphs?"""

import torch

w = torch.tensor(2.0, requires_grad=True)

first = w * w
nodes_before = first.grad_fn
second = w * w

print("second pass reuses the first pass's node:", second.grad_fn is first.grad_fn)
print("first graph was edited:", first.grad_fn is not nodes_before)

first.backward()
print("after first.backward(), w.grad:", w.grad.item())
second.backward()
print("second graph was not used up, w.grad:", w.grad.item())
