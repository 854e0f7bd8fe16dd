"""Count the bytes of activations that a forward pass keeps alive for backward()."""

import contextlib

import torch
from torch import nn

model = nn.Sequential(
    *[nn.Sequential(nn.Linear(256, 256), nn.ReLU()) for _ in range(4)]
)
x = torch.randn(64, 256)
layers = [nn.Sequential(layer, nn.Dropout(0.5)) for layer in model]
weights = {parameter.data_ptr() for parameter in model.parameters()}


def bytes_saved(context, model=model):
    saved = {}

    def pack(tensor):
        if tensor.data_ptr() not in weights:  # weights stay in memory anyway
            saved[tensor.data_ptr()] = tensor.nbytes
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        with context:
            model(x)
    return sum(saved.values())


print("train():          ", bytes_saved(contextlib.nullcontext()))
model.eval()
print("eval():           ", bytes_saved(contextlib.nullcontext()))
print("eval() + no_grad():", bytes_saved(torch.no_grad()))
print("eval() + inference_mode():", bytes_saved(torch.inference_mode()))

with_dropout = nn.Sequential(*layers)  # of the same weights
saved = [bytes_saved(contextlib.nullcontext(), with_dropout.train(mode)) for mode in (True, False)]
print("with dropout, eval() saves under 0.6 of train():", saved[1] < 0.6 * saved[0])
print("with dropout, eval() still saves:", saved[1] > 0)
