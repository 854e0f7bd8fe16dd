"""What a run may see of the app's surroundings: what is let in is listed; all else stays out."""

import os
import re
import sys
from pathlib import Path

_NAMES = frozenset(
    {
        "PATH", "LANG", "LANGUAGE", "TZ", "TERM", "COLUMNS", "LINES", "NO_COLOR", "LD_LIBRARY_PATH",
        "HOME", "USER", "LOGNAME", "TMPDIR", "VIRTUAL_ENV", "XDG_CACHE_HOME",
        "SYSTEMROOT", "WINDIR", "PATHEXT", "COMSPEC", "TEMP", "TMP", "USERPROFILE",
        "NUMBER_OF_PROCESSORS", "DYLD_LIBRARY_PATH",
    }
)  # fmt: skip
# Lists of folders; an empty or relative one would be wherever the app happens to be.
_SEARCHED = frozenset({"PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"})
_BACKEND = "module://quizapp.runner.inside.figures"
_NAMES |= {
    f"{prefix}{name}"
    for prefix, names in {
        "LC_": "ALL ADDRESS COLLATE CTYPE IDENTIFICATION MEASUREMENT MESSAGES MONETARY NAME"
        " NUMERIC PAPER TELEPHONE TIME",
        "PYTHON": "ASYNCIODEBUG BREAKPOINT COERCECLOCALE DEVMODE DONTWRITEBYTECODE FAULTHANDLER"
        " HASHSEED HOME INTMAXSTRDIGITS IOENCODING LEGACYWINDOWSSTDIO MALLOC NODEBUGRANGES"
        " NOUSERSITE OPTIMIZE PATH PERFSUPPORT PLATLIBDIR PROFILEIMPORTTIME PYCACHEPREFIX SAFEPATH"
        " TRACEMALLOC UNBUFFERED USERBASE UTF8 WARNDEFAULTENCODING WARNINGS",
        "NVIDIA_": "DRIVER_CAPABILITIES TF32_OVERRIDE VISIBLE_DEVICES",
        "HIP_": "LAUNCH_BLOCKING PATH PLATFORM VISIBLE_DEVICES",
        "ROCR_": "VISIBLE_DEVICES",
    }.items()
    for name in names.split()
}
# Of libraries for numbers there is much to be set, and nothing that is a secret.
_PREFIXES = (
    "CUDA_", "OMP_", "MKL_", "KMP_", "PYTORCH_",
    # These choose kernels, and with them the last digits of a result.
    "OPENBLAS_", "ATEN_", "DNNL_", "ONEDNN_", "NPY_", "GOMP_", "BLIS_", "VECLIB_",
)  # fmt: skip
_SECRET = re.compile("KEY|TOKEN|SECRET|PASS|PWD|CRED|AUTH|PRIVATE|COOKIE|LICENSE|CERT", re.I)


# Absolute, however the checkout was named, and wherever the app goes from here on.
_ENTRY = Path(__file__).parent.absolute() / "inside" / "entry.py"


def command(*arguments: str) -> list[str]:
    """The command line of a process of the runner's own; what it takes says `inside/entry.py`."""
    return [sys.executable, str(_ENTRY), *arguments]


def environment(folder: Path) -> dict[str, str]:
    """What of the app's environment the server gets; its runs get their own home on top. The
    backend has to be known before matplotlib is loaded.

    OpenMP's threads sleep while they wait: where more threads than cores want to run, spinning ones
    make small training steps 10 to 50 times slower. `folder` takes matplotlib's cache where the
    usual place cannot be written; matplotlib would make a folder of its own, for each run to clear.
    """
    seen = {
        name: value
        for name, value in os.environ.items()
        if name in _NAMES or (name.startswith(_PREFIXES) and not _SECRET.search(name))
    }
    for name in _SEARCHED & seen.keys():
        folders = seen.pop(name).split(os.pathsep)
        kept = [folder for folder in folders if Path(folder).is_absolute()]
        if kept:
            seen[name] = os.pathsep.join(kept)
    usual = Path(seen.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if not _writable(usual):
        seen["MPLCONFIGDIR"] = str(folder / "matplotlib")
    seen["TORCHINDUCTOR_CACHE_DIR"] = str(folder / "inductor")  # torch makes it when it is loaded
    return {"OMP_WAIT_POLICY": "PASSIVE", **seen, "MPLBACKEND": _BACKEND}


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder, or the folder in the nearest one that is there."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.is_dir() and os.access(there, os.W_OK)
