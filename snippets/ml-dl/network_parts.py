import torch
from torch import nn

x = torch.tensor([1.0, 2.0])

hidden_weight = torch.tensor([[1.0, 1.0], [1.0, -1.0], [0.0, 2.0]])
hidden_bias = torch.tensor([0.0, 0.0, -3.0])
output_weight = torch.tensor([[1.0, 5.0, 2.0]])
output_bias = torch.tensor([0.5])

sums = hidden_weight @ x + hidden_bias
hidden = sums.clamp(min=0)
output = output_weight @ hidden + output_bias
print("sums:", sums.tolist())
print("hidden:", hidden.tolist())
print("output:", output.tolist())

net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
print("learned numbers:", sum(p.numel() for p in net.parameters()))
