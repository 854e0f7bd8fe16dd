"""Which devices there are, and how a run is steered to just one of them.

Nothing here imports torch: it looks at the torch that the server was told to load.
"""

import os
import sys
from pathlib import Path
from typing import Any

_DRIVERS = ("/dev/nvidiactl", "/dev/nvidia0", "/dev/dxg", "/dev/kfd")


def versions() -> dict[str, str]:
    """The versions of the libraries that decide what a snippet prints."""
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in ("torch", "numpy"):
        version = getattr(sys.modules.get(name), "__version__", None)
        if version is not None:
            found[name] = str(version)
    return found


def has_gpu_driver() -> bool:
    """Whether torch could have a GPU here, without asking the driver."""
    torch: Any = sys.modules.get("torch")
    if torch is None:
        return False
    if sys.platform == "darwin":
        return True
    built = torch.version.cuda is not None or torch.version.hip is not None
    return built and any(Path(driver).exists() for driver in _DRIVERS)


def present() -> list[str]:
    """The devices that torch can use here. After this a fork of the process has no GPU."""
    torch: Any = sys.modules.get("torch")
    found = ["cpu"]
    if torch is not None:
        if torch.cuda.is_available():
            found.append("cuda")
        if torch.backends.mps.is_available():
            found.append("mps")
    return found


def best(found: list[str]) -> str:
    """What `auto` means where these are present."""
    return next((name for name in ("cuda", "mps") if name in found), "cpu")


def hide_others(device: str) -> None:
    """Leave the process only `device`; "auto" leaves it all. To be called before any driver is
    asked."""
    if device == "auto":
        return
    if device != "cuda":
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
        os.environ["HIP_VISIBLE_DEVICES"] = ""
    torch: Any = sys.modules.get("torch")
    if torch is not None and device != "mps" and sys.platform == "darwin":
        # There is no variable for this one.
        torch.backends.mps.is_available = lambda: False
        torch.accelerator.is_available = lambda: False
        torch.accelerator.current_accelerator = lambda check_available=False: None


def warm_up(device: str) -> None:
    """Start the driver, so that the first run on `device` does not wait for it."""
    torch: Any = sys.modules.get("torch")
    if torch is not None and device in ("cuda", "mps"):
        torch.zeros(1, device=device)
