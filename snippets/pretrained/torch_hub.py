"""torch.hub.load on a repository on this disk (source="local": no download)."""

import inspect
import tempfile
from pathlib import Path

import torch

repository = Path(tempfile.mkdtemp())
(repository / "hubconf.py").write_text(
    "import torch\n"
    "print('code of the repository runs, with your rights')\n"
    "def tiny(pretrained=False):\n"
    "    return torch.nn.Linear(4, 2)\n"
)

model = torch.hub.load(str(repository), "tiny", source="local")
print("then you get:", model)

default = inspect.signature(torch.hub.load).parameters["trust_repo"].default
print("for GitHub, trust_repo is by default:", default)
print("owners trusted unasked:", list(torch.hub._TRUSTED_REPO_OWNERS))
