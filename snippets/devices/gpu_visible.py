"""Is a GPU there, is PyTorch built for it, and can PyTorch use it?"""

import shutil

import torch

print("nvidia-smi found:", shutil.which("nvidia-smi") is not None)
print("PyTorch built for CUDA:", torch.version.cuda)
print("torch.cuda.is_available():", torch.cuda.is_available())
print("torch.cuda.device_count():", torch.cuda.device_count())

try:  # "!command" is notebook syntax, not Python
    compile("!nvidia-smi", "script.py", "exec")
except SyntaxError as error:
    print("!nvidia-smi in a script:", type(error).__name__)
