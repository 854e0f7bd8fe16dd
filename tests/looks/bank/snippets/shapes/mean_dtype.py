import torch

numbers = torch.tensor([1, 2, 3])
try:
    numbers.mean()
except RuntimeError as error:
    print("mean of integers:", type(error).__name__)
print("mean of float32:", numbers.float().mean().item())
