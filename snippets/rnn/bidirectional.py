import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(input_size=4, hidden_size=8, bidirectional=True)
output, (h_n, c_n) = lstm(torch.randn(5, 2, 4))
forward_final, backward_final = h_n

print("output:", tuple(output.shape))
print("output[-1] has forward_final:", torch.equal(output[-1, :, :8], forward_final))
print("output[-1] has backward_final:", torch.equal(output[-1, :, 8:], backward_final))
print("output[0] has backward_final:", torch.equal(output[0, :, 8:], backward_final))
