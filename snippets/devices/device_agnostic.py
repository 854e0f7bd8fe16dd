"""Device-agnostic code, and the error when two devices meet."""

import torch
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode

if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")
print("chosen device:", device.type)

model = nn.Linear(2, 1).to(device)  # moves the parameters
batch = torch.ones(3, 2)  # created on the CPU
output = model(batch.to(device))  # moved by hand, every batch
print("input, weights and output together:", output.device == model.weight.device)

# Fake tensors know shape and device but hold no numbers: no GPU needed.
with FakeTensorMode():
    on_gpu = torch.ones(2, 2, device="cuda")
    on_cpu = torch.ones(2, 2)
    try:
        on_gpu @ on_cpu
    except RuntimeError as error:
        print("cuda @ cpu:", str(error).split(",")[0])
    try:
        on_gpu.index_select(0, torch.tensor([0]))
    except RuntimeError as error:
        print("cuda, index_select by a cpu index:", str(error).split(",")[0])
    print("cuda * 0-dimensional cpu:", (on_gpu * torch.tensor(2.0)).device.type)

table = torch.ones(4, 2, device="meta")  # another device, also without data
print("meta[cpu index]:", table[torch.tensor([0, 3])].device.type)
