import torch

x = torch.tensor(3.0, requires_grad=True)

shifted = x + 1
shifted.backward()
shifted.backward()
print("shifted:", x.grad.item())

x.grad = None
squared = x**2
squared.backward()
print("squared, once:", x.grad.item())
squared.backward()
print("squared, twice:", x.grad.item())
