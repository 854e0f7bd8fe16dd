"""Take a folder away that somebody else has filled."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

_ON_FAILURE = "onexc" if sys.version_info >= (3, 12) else "onerror"
_ASIDE = 300.0  # seconds for a program to do it in


def remove(folder: Path) -> None:
    """Remove it with all that is in it, however deep that is nested or how long its names are, and
    whatever was closed. What cannot be removed stays; nothing is raised."""
    handler = {_ON_FAILURE: _make_removable}
    with contextlib.suppress(OSError, RecursionError):
        shutil.rmtree(folder, **handler)  # type: ignore[arg-type]
    if folder.is_dir() and not folder.is_symlink() and sys.platform != "win32":
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            command = ["/bin/rm", "-rf", "--", str(folder)]
            subprocess.run(command, timeout=_ASIDE, check=False, capture_output=True)


def _make_removable(remove_it: object, path: str, _: object) -> None:
    """Somebody may have closed a folder to themselves; open it and try again."""
    with contextlib.suppress(OSError):
        os.chmod(os.path.dirname(path), 0o700)  # noqa: PTH101, PTH120
        os.chmod(path, 0o700)  # noqa: PTH101
        if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)  # noqa: PTH108
