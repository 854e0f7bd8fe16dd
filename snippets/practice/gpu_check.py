"""Two ways to look for a GPU: a notebook's shell command, and Python."""

import shutil

import torch

notebook_cell = "!nvidia-smi"
try:
    compile(notebook_cell, "train.py", "exec")
except SyntaxError as error:
    print("in a script,", notebook_cell, "is a", type(error).__name__)

print("nvidia-smi on this machine:", shutil.which("nvidia-smi"))
print("torch was built for CUDA:", torch.version.cuda)
print("torch.cuda.is_available():", torch.cuda.is_available())
print("torch.cuda.device_count():", torch.cuda.device_count())
print("torch.accelerator.is_available():", torch.accelerator.is_available())
