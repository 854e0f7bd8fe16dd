"""One layer of two units: weighted sums and biases, then an activation."""

import torch
from torch import nn

layer = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
with torch.no_grad():
    layer[0].weight.copy_(torch.tensor([[1.0, -2.0], [0.5, 1.0]]))
    layer[0].bias.copy_(torch.tensor([0.5, -4.0]))

x = torch.tensor([3.0, 1.0])
for unit in (0, 1):
    weights, bias = layer[0].weight[unit].tolist(), layer[0].bias[unit].item()
    total = weights[0] * x[0].item() + weights[1] * x[1].item() + bias
    print(f"unit {unit}, sum of weight * input, plus bias: {total}")

print("the Linear computes both at once:", layer[0](x).tolist())
print("and after the activation:", layer(x).tolist())
print("what learns:", [name for name, _ in layer.named_parameters()])
