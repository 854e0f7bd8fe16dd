"""Unpacked, `h_n` is the state after the last step of the batch, padding and all, just as
`output[-1]`."""

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

torch.manual_seed(0)
lstm = nn.LSTM(2, 3)
sequences = [torch.randn(5, 2), torch.randn(2, 2)]
lengths = torch.tensor([5, 2])

padded = pad_sequence(sequences)  # (5 steps, 2 sequences, 2 features)
_, (h_n, _) = lstm(padded)
last = h_n[-1]

for i, sequence in enumerate(sequences):
    alone, _ = lstm(sequence[:, None])
    same = torch.allclose(last[i], alone[-1, 0], atol=1e-6)
    print(f"sequence {i}, {lengths[i]} steps: same as alone: {same}")
