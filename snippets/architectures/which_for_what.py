"""Each architecture with the kind of input it is made for."""

import torch
from torch import nn

torch.manual_seed(0)
table_row = torch.randn(2, 16)
image = torch.randn(2, 3, 16, 16)
sequence = torch.randn(2, 7, 16)
noise = torch.randn(2, 4)

mlp = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 2))
print("MLP, table row -> class scores:   ", tuple(mlp(table_row).shape))

cnn = nn.Conv2d(3, 8, kernel_size=3, padding=1)
print("CNN, image -> map per filter:     ", tuple(cnn(image).shape))

lstm = nn.LSTM(16, 8, batch_first=True)
states, (last, _) = lstm(sequence)
print("LSTM, sequence -> state per step: ", tuple(states.shape))
print("LSTM, its memory, of fixed size:  ", tuple(last.shape))

layer = nn.TransformerEncoderLayer(16, nhead=4, batch_first=True)
print("Transformer, tokens -> tokens:    ", tuple(layer(sequence).shape))

generator = nn.Sequential(nn.Linear(4, 64), nn.Tanh(), nn.Unflatten(1, (1, 8, 8)))
print("GAN generator, noise -> image:    ", tuple(generator(noise).shape))
