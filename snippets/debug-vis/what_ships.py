"""What works after `pip install torch` and nothing else?"""

import sys
from importlib.metadata import requires
from importlib.util import find_spec

import torch

separate = ("tensorboard", "torchinfo", "torchsummary", "matplotlib")
for package in separate:
    sys.modules[package] = None  # as if it were not installed

needed = [line for line in requires("torch") if line.startswith(separate)]
print("torch's requirements name them:", bool(needed))
print("torch has the writer module:", find_spec("torch.utils.tensorboard") is not None)
try:
    from torch.utils.tensorboard import SummaryWriter
except ImportError as error:
    print("importing SummaryWriter:", type(error).__name__)

x = torch.ones(2, requires_grad=True)
with torch.profiler.profile() as profiler:
    (x * 2).sum().backward()
print("profiler works:", len(profiler.key_averages()) > 0)
with torch.autograd.set_detect_anomaly(True):
    print("anomaly mode works:", torch.is_anomaly_enabled())
