import torch


def boost(gradient):
    print("hook sees:", gradient.item())
    return gradient * 10


x = torch.tensor(1.0, requires_grad=True)
h = x * 5
h.register_hook(boost)
loss = h * 2
loss.backward()

print("loss:", loss.item())
print("x.grad:", x.grad.item())
