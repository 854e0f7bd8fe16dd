import torch
import torch.nn.functional as F

x = torch.ones(8)
y = torch.zeros(8)

for reduction in ("mean", "sum"):
    weight = torch.tensor(1.0, requires_grad=True)
    loss = F.mse_loss(weight * x, y, reduction=reduction)
    loss.backward()
    print(f"{reduction}: gradient {weight.grad.item()}")
