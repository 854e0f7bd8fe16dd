"""What RNN, GRU and LSTM return, and how the parts are related."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(5, 3, 10)  # 5 steps, batch of 3, 10 features

for layer in (nn.RNN(10, 20), nn.GRU(10, 20), nn.LSTM(10, 20)):
    output, state = layer(x)
    parts = [tuple(part.shape) for part in (state if layer.mode == "LSTM" else [state])]
    print(f"{layer.mode}: output {tuple(output.shape)}, final state {parts}")

output, (h_n, c_n) = nn.LSTM(10, 20)(x)
print("output at the last step == h_n:", torch.equal(output[-1], h_n[0]))
print("c_n is the same as h_n:", torch.equal(c_n, h_n))
