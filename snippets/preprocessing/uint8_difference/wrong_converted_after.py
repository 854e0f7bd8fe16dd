"""The difference has wrapped around before it is converted: 246 stays 246."""

import torch

# Four pixels of a camera image, before and after.
before = torch.tensor([20, 200, 100, 10], dtype=torch.uint8)
after = torch.tensor([10, 200, 103, 250], dtype=torch.uint8)

change = (after - before).int().abs()
moved = change > 50

print("change:", [round(value) for value in change.tolist()])
print("pixels that moved:", moved.sum().item())
