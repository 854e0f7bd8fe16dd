import torch
from torch import nn

x = torch.tensor([[2.0]])

torch.manual_seed(42)
first = nn.Linear(1, 10)

torch.manual_seed(42)
second = nn.Linear(1, 10)
third = nn.Linear(1, 10)

print("first and second agree:", torch.equal(first(x), second(x)))
print("second and third agree:", torch.equal(second(x), third(x)))
