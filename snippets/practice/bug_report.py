"""Put together what a bug report needs: versions, code, expected, actual, traceback."""

import platform
import traceback

import torch

code = "torch.ones(2, 3) @ torch.ones(2, 3)"

print("versions: torch", torch.__version__, "| python", platform.python_version())
print("system:", platform.system(), "| built for CUDA:", torch.version.cuda)
print("code:", code)
print("expected: a tensor of shape (2, 3)")
try:
    eval(code)
except RuntimeError:
    full_text = traceback.format_exc()
    print("actual:", full_text.splitlines()[-1])
    print("traceback attached from its first line:", full_text.startswith("Traceback"))
