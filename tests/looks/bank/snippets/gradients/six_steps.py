import torch

weight = torch.nn.Parameter(torch.tensor(0.0))
optimizer = torch.optim.SGD([weight], lr=0.1)
x, y = torch.tensor(1.0), torch.tensor(1.0)

for name in ("before:", "after: "):
    optimizer.zero_grad()
    loss = (weight * x - y) ** 2
    loss.backward()
    optimizer.step()
    print(f"loss {name} {loss.item():.4f}")
