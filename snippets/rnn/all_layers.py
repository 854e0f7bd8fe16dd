import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=10, hidden_size=20, num_layers=2)
x = torch.randn(5, 3, 10)
output, (h_n, c_n) = lstm(x)

print("output[-1] == h_n[-1], upper layer: ", torch.equal(output[-1], h_n[-1]))
print("output[-1] == h_n[0], lower layer:  ", torch.equal(output[-1], h_n[0]))

output_1, (h_1, c_1) = lstm(x[:1])  # the same sequences, cut after the first step
same_output = torch.allclose(output[0], output_1[0], atol=1e-6)
same_h = torch.allclose(h_n[0], h_1[0], atol=1e-6)
print("output[0] needs only the first step:", same_output)
print("h_n[0] belongs to the first step:   ", same_h)
