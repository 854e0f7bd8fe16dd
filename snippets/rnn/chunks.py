import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(4, 8)
x = torch.randn(6, 2, 4)
whole, _ = lstm(x)

first, state = lstm(x[:3])
second_carried, _ = lstm(x[3:], state)
second_fresh, _ = lstm(x[3:])

print("steps 1-3:", torch.allclose(first, whole[:3], atol=1e-6))
print(
    "steps 4-6, state passed on:", torch.allclose(second_carried, whole[3:], atol=1e-6)
)
print("steps 4-6, no state given:", torch.allclose(second_fresh, whole[3:], atol=1e-6))
