"""One line that works with CUDA, Apple MPS, Intel XPU and plain CPU."""

import torch

device = (
    torch.accelerator.current_accelerator()
    if torch.accelerator.is_available()
    else torch.device("cpu")
)
print("device:", device.type)

x = torch.ones(3, 2, device=device)
layer = torch.nn.Linear(2, 1, device=device)
print(
    "input, layer and output agree:", x.device == layer.weight.device == layer(x).device
)

by_hand = (torch.cuda, torch.backends.mps, torch.xpu)
some = any(backend.is_available() for backend in by_hand)
print("agrees with asking each:", some == torch.accelerator.is_available())
