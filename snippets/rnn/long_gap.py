import torch
from torch import nn


def memory(layer, steps):
    """Does the first input still get a gradient from the last output?"""
    x = torch.randn(steps, 1, 4, requires_grad=True)
    output, _ = layer(x)
    output[-1].sum().backward()
    return x.grad[0].norm().item() > 1e-3


torch.manual_seed(0)
rnn = nn.RNN(4, 32)
lstm = nn.LSTM(4, 32)
open_lstm = nn.LSTM(4, 32)
with torch.no_grad():
    open_lstm.bias_ih_l0[32:64] = 4.0  # second quarter: the forget gate

print("RNN,", [memory(rnn, steps) for steps in (3, 100)])
print("LSTM,", [memory(lstm, steps) for steps in (3, 100)])
print("LSTM, forget bias 4,", [memory(open_lstm, steps) for steps in (3, 100)])
