"""One tracked loss, taken out of the graph in two ways."""

import torch

w = torch.tensor(2.0, requires_grad=True)
loss = (w * 3 - 1) ** 2

number = loss.item()
tensor = loss.detach()

print("item():  ", type(number).__name__, number)
print("detach():", type(tensor).__name__, tensor)
print("detach() result requires grad:", tensor.requires_grad)
print("detach() result shares the memory:", tensor.data_ptr() == loss.data_ptr())
print("loss itself still requires grad:", loss.requires_grad)

# Neither call touched the graph: backward through the original still works.
loss.backward()
print("w.grad:", w.grad.item())
