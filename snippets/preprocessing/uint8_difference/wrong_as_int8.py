"""int8 ends at 127, so 200 and 250 wrap around themselves. Small differences come out right,
the large one does not."""

import torch

# Four pixels of a camera image, before and after.
before = torch.tensor([20, 200, 100, 10], dtype=torch.uint8)
after = torch.tensor([10, 200, 103, 250], dtype=torch.uint8)

change = (after.to(torch.int8) - before.to(torch.int8)).abs()
moved = change > 50

print("change:", [round(value) for value in change.tolist()])
print("pixels that moved:", moved.sum().item())
