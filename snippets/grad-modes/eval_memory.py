"""Count the bytes of activations that a forward pass keeps alive for backward()."""

import contextlib

import torch
from torch import nn

model = nn.Sequential(
    *[nn.Sequential(nn.Linear(256, 256), nn.ReLU()) for _ in range(4)]
)
x = torch.randn(64, 256)
weights = {parameter.data_ptr() for parameter in model.parameters()}


def bytes_saved(context):
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
