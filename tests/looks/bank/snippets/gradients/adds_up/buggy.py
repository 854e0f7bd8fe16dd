import torch

weight = torch.tensor(2.0, requires_grad=True)
for step in (1, 2):
    loss = weight**2
    loss.backward()
    print(f"{step}: {weight.grad.item()}")
