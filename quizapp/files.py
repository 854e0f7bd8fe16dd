"""Files: read if they are plain ones and of a limited size, written whole or not at all."""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

Making = Callable[[Path], None]
_NO_FILE = "not a file; put a plain file in its place"


def read_limited(path: Path, most: int) -> tuple[bytes, str]:
    """What a file holds, and else what is wrong with it. A pipe or device is never waited for."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b"", "not a file with text in it; put a plain file in its place"
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return b"", "not a file with text in it; put a plain file in its place"
            data = file.read(most + 1)
    except OSError as error:
        return b"", f"cannot be read: {error.strerror}"
    except ValueError:  # a NUL in its name
        return b"", "cannot be read: no file has this name"
    if len(data) > most:
        size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1000} kB"
        return b"", f"larger than {size}; split it into several files"
    return data, ""


def place_below(root: Path, path: Path) -> Path:
    """Where a file in a folder that may be a stranger's really is, or will be.

    Raises OSError where a link would lead out of the folder, or a link, a pipe or a device stands
    in the file's place.
    """
    try:
        folder, home = path.parent.resolve(), root.resolve()
    except RuntimeError:  # as Python before 3.13 has a loop of links
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
    if path.is_symlink() or not folder.is_relative_to(home):
        raise OSError(errno.ELOOP, "a link, or behind one; put plain files and folders there")
    if is_no_file(path):
        raise OSError(errno.EINVAL, _NO_FILE)
    return folder / path.name


def is_no_file(path: Path) -> bool:
    """Whether a pipe, a device or a folder is there: to write to one may wait for ever."""
    return path.exists() and not path.is_file()


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Have `write` fill a file beside `path`, which then takes its place: that of what a link leads
    to, too. Raises OSError, also where something is there that is no file."""
    if is_no_file(path):
        raise OSError(errno.EINVAL, _NO_FILE)
    try:
        target = path.resolve()
    except RuntimeError:  # as Python before 3.13 has it
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
    partial = target.with_name(f".{target.name}.part")
    partial.unlink(missing_ok=True)  # whatever it is, it is no use
    try:
        write(partial)
        if target.exists():
            shutil.copymode(target, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def write_out(path: Path, write: Callable[[Path], object]) -> None:
    """As `write_whole`, but a pipe or a device that the learner names is written to as it is."""
    if is_no_file(path):
        write(path)
    else:
        write_whole(path, write)


@contextmanager
def undone_on_failure() -> Iterator[Making]:
    """A function to be told of each file before it is written. Those that are new, and the folders
    for them, are removed again if what is done meanwhile raises anything."""
    with ExitStack() as undo:

        def making(path: Path) -> None:
            for folder in reversed(path.parents):
                if not folder.exists():
                    undo.callback(_remove_folder, folder)
            if not os.path.lexists(path):
                undo.callback(_remove_file, path)

        yield making
        undo.pop_all()


def _remove_file(path: Path) -> None:
    with suppress(OSError):  # it was never made, or can't be: the first error is the one to tell
        path.unlink()


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):  # somebody else has put something there
        folder.rmdir()
