import torch


def weight():
    return torch.tensor(1.0, requires_grad=True)


a = weight()
(2 * a).backward()
(5 * a).backward()
print("two calls:", a.grad.item())

b = weight()
(2 * b + 5 * b).backward()
print("one call on the sum:", b.grad.item())

c = weight()
torch.stack([2 * c, 5 * c]).mean().backward()
print("one call on the mean:", c.grad.item())
