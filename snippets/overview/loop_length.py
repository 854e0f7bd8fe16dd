import torch


def f(x):
    y = x
    for _ in range(int(x.item())):
        y = y * x
    return y


for value in (1.0, 2.0, 3.0):
    x = torch.tensor(value, requires_grad=True)
    y = f(x)
    node, multiplications = y.grad_fn, 0
    while node.name() == "MulBackward0":
        multiplications += 1
        node = node.next_functions[0][0]
    y.backward()
    print(f"x={value:.0f}: nodes={multiplications} gradient={x.grad.item():.0f}")
