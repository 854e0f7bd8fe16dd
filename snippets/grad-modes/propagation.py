import torch

data = torch.ones(1)
weight = torch.ones(1, requires_grad=True)

print("data + data:", (data + data).requires_grad)
print("data + weight:", (data + weight).requires_grad)
print("data + weight.detach():", (data + weight.detach()).requires_grad)
print("weight > 0:", (weight > 0).requires_grad)
