import torch

prediction = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])

difference = prediction - target
print("shape:", tuple(difference.shape))
print(f"mean squared: {(difference**2).mean().item():.2f}")

difference = prediction.squeeze(1) - target
print(f"mean squared: {(difference**2).mean().item():.2f}")
