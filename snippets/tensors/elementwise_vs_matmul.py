import torch

a = torch.tensor([[1, 2], [3, 4]])
v = torch.tensor([1, 10])

print("a * a:", (a * a).tolist())
print("a @ a:", (a @ a).tolist())
print("a * v:", (a * v).tolist())
print("a @ v:", (a @ v).tolist())
