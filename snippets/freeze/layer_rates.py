import torch
from torch import nn

body, head, late = (nn.Parameter(torch.tensor(1.0)) for _ in range(3))
optimizer = torch.optim.SGD(
    [{"params": [body], "lr": 0.02}, {"params": [head]}],
    lr=0.1,
)
optimizer.add_param_group({"params": [late]})

loss = 5 * body + 5 * head + 5 * late
loss.backward()
optimizer.step()

print(f"body: {body.item():.3f}")
print(f"head: {head.item():.3f}")
print(f"late: {late.item():.3f}")
