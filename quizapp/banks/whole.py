"""Files written whole or not at all."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Have `write` fill a file beside `path`, which then takes its place: that of what a link leads
    to, too. What is there and no file (a pipe, a device) is written to as it is. Raises OSError."""
    if path.exists() and not path.is_file():
        write(path)
        return
    try:
        target = path.resolve()
    except RuntimeError:  # as Python before 3.13 has it
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
    partial = target.with_name(f".{target.name}.part")
    try:
        write(partial)
        if target.exists():
            shutil.copymode(target, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
