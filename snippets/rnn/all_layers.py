import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=10, hidden_size=20, num_layers=2)
x = torch.randn(5, 3, 10)
output, (h_n, c_n) = lstm(x)

print("output[-1] == h_n[-1], upper layer: ", torch.equal(output[-1], h_n[-1]))
print("output[-1] == h_n[0], lower layer:  ", torch.equal(output[-1], h_n[0]))

first_step, _ = lstm(x[:1])
print("output[0] needs only the first step:", torch.allclose(output[0], first_step[0]))
print("h_n[0] belongs to the first step:   ", torch.allclose(h_n[0], output[0]))
