import torch

inputs = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
targets = torch.tensor([5.0, 11.0])
weights = torch.tensor([1.0, 1.0], requires_grad=True)

loss = ((inputs @ weights - targets) ** 2).mean()
loss.backward()
print(f"loss: {loss.item():.1f}")

fitted = weights.numpy()
print("largest weight:", fitted.max())
