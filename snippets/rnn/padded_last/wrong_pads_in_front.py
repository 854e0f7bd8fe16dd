"""Now the short sequence ends where it should, but the LSTM has read zeros before it begins, and
they change the state."""

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

torch.manual_seed(0)
lstm = nn.LSTM(2, 3)
sequences = [torch.randn(5, 2), torch.randn(2, 2)]
lengths = torch.tensor([5, 2])

padded = pad_sequence(sequences, padding_side="left")  # (5 steps, 2 sequences, 2 features)
output, _ = lstm(padded)
last = output[-1]

for i, sequence in enumerate(sequences):
    alone, _ = lstm(sequence[:, None])
    same = torch.allclose(last[i], alone[-1, 0], atol=1e-6)
    print(f"sequence {i}, {lengths[i]} steps: same as alone: {same}")
