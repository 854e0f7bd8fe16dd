import torch

# Three pixels of a camera image, before and after.
before = torch.tensor([20, 200, 100], dtype=torch.uint8)
after = torch.tensor([10, 200, 103], dtype=torch.uint8)

change = (after - before).abs()
moved = change > 50

print("change:", change.tolist())
print("pixels that moved:", moved.sum().item())
