"""Unpacked again, the output of the short sequence is filled up with zeros behind its last step,
and those are taken."""

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

torch.manual_seed(0)
lstm = nn.LSTM(2, 3)
sequences = [torch.randn(5, 2), torch.randn(2, 2)]
lengths = torch.tensor([5, 2])

padded = pad_sequence(sequences)  # (5 steps, 2 sequences, 2 features)
packed, _ = lstm(nn.utils.rnn.pack_padded_sequence(padded, lengths))
output, _ = nn.utils.rnn.pad_packed_sequence(packed)
last = output[-1]

for i, sequence in enumerate(sequences):
    alone, _ = lstm(sequence[:, None])
    same = torch.allclose(last[i], alone[-1, 0], atol=1e-6)
    print(f"sequence {i}, {lengths[i]} steps: same as alone: {same}")
