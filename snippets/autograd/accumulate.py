import torch

x = torch.tensor(2.0, requires_grad=True)

for call in range(1, 4):
    y = x**2 + 3 * x + 1
    y.backward()
    print(f"after backward {call}:", x.grad.item())

x.grad = None
y = x**2 + 3 * x + 1
y.backward()
print("after a reset:", x.grad.item())
