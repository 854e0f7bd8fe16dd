import torch

weight = torch.tensor(3.0, requires_grad=True)
loss = weight**2

print("item:", loss.item(), type(loss.item()).__name__)
print("detach:", loss.detach(), "requires_grad:", loss.detach().requires_grad)
