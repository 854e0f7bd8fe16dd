"""Three questions to ask in this order: machine, build, code."""

import shutil

import torch

print("nvidia-smi found:", shutil.which("nvidia-smi") is not None)
print("PyTorch built for CUDA:", torch.version.cuda)
print("torch.cuda.is_available():", torch.cuda.is_available())
print("torch.cuda.device_count():", torch.cuda.device_count())

built = torch.version.cuda or torch.version.hip
print("no GPU without a GPU build:", bool(built) or not torch.cuda.is_available())
print("a new tensor is on:", torch.ones(2).device.type)

try:  # "!command" is notebook syntax, not Python
    compile("!nvidia-smi", "script.py", "exec")
except SyntaxError as error:
    print("!nvidia-smi in a script:", type(error).__name__)
