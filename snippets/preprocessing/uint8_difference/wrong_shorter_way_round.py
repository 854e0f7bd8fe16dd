"""The smaller of both differences is right up to 128. Beyond that the way around is the
shorter one, and the pixel that moved most is missed."""

import torch

# Four pixels of a camera image, before and after.
before = torch.tensor([20, 200, 100, 10], dtype=torch.uint8)
after = torch.tensor([10, 200, 103, 250], dtype=torch.uint8)

change = torch.minimum(after - before, before - after)
moved = change > 50

print("change:", [round(value) for value in change.tolist()])
print("pixels that moved:", moved.sum().item())
