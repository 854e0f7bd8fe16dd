"""This is `h_n`, the hidden state after the last step, of the same shape as `c_n`."""

import torch
from torch import nn


def summarize(model, x):
    """Print output shape and size of every layer without children."""

    def report(layer, inputs, output):
        while isinstance(output, tuple):
            output = output[-1][0]
        shape = tuple(output.shape)
        size = sum(p.numel() for p in layer.parameters())
        print(f"{type(layer).__name__}: output {shape}, {size} parameters")

    layers = [layer for layer in model.modules() if not list(layer.children())]
    handles = [layer.register_forward_hook(report) for layer in layers]
    with torch.no_grad():
        model(x)
    for handle in handles:
        handle.remove()


tokens = torch.zeros(5, 3, dtype=torch.long)
lstm = nn.LSTM(10, 20, num_layers=2, bidirectional=True)
summarize(nn.Sequential(nn.Embedding(100, 10), lstm), tokens)
