import torch
from torch import nn

lstm = nn.LSTM(input_size=10, hidden_size=20, num_layers=2)
x = torch.randn(5, 3, 10)  # 5 time steps, batch of 3

output, (h_n, c_n) = lstm(x)
print("output:", tuple(output.shape))
print("h_n:", tuple(h_n.shape))
print("c_n:", tuple(c_n.shape))
print("output[-1]:", tuple(output[-1].shape))
