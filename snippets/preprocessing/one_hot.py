import torch
import torch.nn.functional as F
from torch import nn

red, green, blue = 0, 1, 2
codes = torch.tensor([red, blue, green])
rows = F.one_hot(codes, num_classes=3)

print("rows:", rows.tolist())
print("dtype:", rows.dtype)

try:
    nn.Linear(3, 1)(rows)
    print("linear layer: fine")
except RuntimeError:
    print("linear layer: RuntimeError")

distance = torch.cdist(codes.float().unsqueeze(1), codes.float().unsqueeze(1))
print(f"codes, red to blue and green: {distance[0, 1]:.2f} {distance[0, 2]:.2f}")
distance = torch.cdist(rows.float(), rows.float())
print(f"rows, red to blue and green: {distance[0, 1]:.2f} {distance[0, 2]:.2f}")
