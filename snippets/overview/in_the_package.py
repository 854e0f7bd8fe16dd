"""What does `pip install torch` give you, and what not?"""

import importlib
import importlib.metadata
import re

for name in ("torch.nn", "torch.optim", "torch.utils.data", "Torch.nn", "torch.data"):
    try:
        importlib.import_module(name)
        print(f"import {name}: works")
    except ModuleNotFoundError as error:
        print(f"import {name}:", error)

requirements = importlib.metadata.requires("torch")
names = {re.split(r"[^\w.-]", line)[0].lower() for line in requirements}
print("installing torch also installs torchvision:", "torchvision" in names)
