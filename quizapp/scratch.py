"""A folder for what is only needed for a while, that of a runner's runs say: gone with its owner
however that ends."""

import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

from quizapp.removing import remove

if sys.platform != "win32":
    import fcntl

_PREFIX = "quizapp-scratch-"  # nobody else calls a folder so: it is removed
_YOUNG = 60.0  # seconds that a folder may have no owner, since it is only being made


class Scratch:
    """A temporary folder that is locked while its owner lives. What was left by one that was killed
    before anything could clear up after it is cleared away when the next is made."""

    def __init__(self) -> None:
        self.path = Path(os.path.realpath(tempfile.mkdtemp(prefix=_PREFIX)))
        self._lock = -1
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # some network file systems have no locks
                self._lock = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
                fcntl.flock(self._lock, fcntl.LOCK_SH)
            _sweep(self.path.parent)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Take it away, with all that is in it."""
        remove(self.path)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def _sweep(place: Path) -> None:
    for path in place.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            status = path.lstat()
            old = time.time() - status.st_mtime > _YOUNG
            if old and status.st_uid == os.getuid() and _is_free(path):
                remove(path)


def _is_free(path: Path) -> bool:
    """Whether nobody holds its lock. Raises OSError for what is no folder, or a link to one."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(fd)
    return True
