"""A folder that some other program carries between machines. Each machine appends whole lines to
one file of its own; what else it finds may be half carried, in conflict or made to do harm."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path

import msgspec

from quizapp.errors import UsageError
from quizapp.interchange.sync_lines import VERSION, Answer, Facts, Head, read_line, written

MAX_LINE = 8 << 20  # bytes; the longest text that quizapp keeps is in it, whatever its letters
MAX_ALL = 256 << 20  # bytes of all files together, some 800,000 answers
_MAX_FILES = 1_000
# Conflict copies have something more in their names: before the ending, or behind it.
_OURS = re.compile(r"reviews-([0-9A-Za-z]+).*\.jsonl.*", re.DOTALL)
_BLOCK = 1 << 16
_LATER = "; what came in is kept, what goes out does so with the next sync"


class Found(msgspec.Struct):
    """What a folder holds: the sum of its lines, by which machine's file each answer came, and how
    many lines could not be read, the first of them in words."""

    facts: Facts
    sources: dict[str, str]
    unread: int = 0
    first_unread: str = ""

    def leave_out(self, what: str) -> None:
        self.unread += 1
        self.first_unread = self.first_unread or what


def file_of(folder: Path, machine: str) -> Path:
    """The one file that a machine writes."""
    return folder / f"reviews-{machine}.jsonl"


def make_folder(folder: Path) -> None:
    """Raises UsageError, here and below, in one line that says where and what."""
    with as_usage_error(folder, "used"):
        folder.mkdir(parents=True, exist_ok=True)
        next(folder.iterdir(), None)


@contextmanager
def as_usage_error(path: Path, what: str, then: str = "") -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise UsageError(f"{path}: not a folder; name one, or one that is to be made") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be {what}: {error.strerror or error}{then}") from None
    except ValueError:  # a NUL in it
        raise UsageError(f"{path}: cannot be {what}: no folder has this name") from None


def read_folder(folder: Path) -> Found:
    """All whole lines of all machines' files, conflict copies among them."""
    with as_usage_error(folder, "read"):
        paths = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    if len(paths) > _MAX_FILES:
        raise UsageError(
            f"{folder}: more than {_MAX_FILES:,} files of answers; name another folder"
        )
    found, left = Found(Facts(), {}), MAX_ALL
    for path in paths:
        left -= _read_file(path, found, left)
    return found


def _read_file(path: Path, found: Found, most: int) -> int:
    """Its size."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:  # carried away meanwhile
        return 0
    except OSError as error:
        found.leave_out(f"{path}: {error.strerror}")
        return 0
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        found.leave_out(f"{path}: not a plain file")
        return 0
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > most:
            raise UsageError(
                f"{path}: with it {path.parent} holds more than {MAX_ALL >> 20} MiB; move it away"
            )
        try:
            _read_lines(path, file, found)
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    return status.st_size


def _read_lines(path: Path, file: BufferedReader, found: Found) -> None:
    match = _OURS.fullmatch(path.name)
    machine = match[1] if match else path.name
    for number, data in enumerate(_lines(file), start=1):
        if not data.strip():
            continue
        line = read_line(data) if data.endswith(b"\n") else _cut_off(data)
        if isinstance(line, str):
            found.leave_out(f"{path}:{number}: {line}")
        elif isinstance(line, Head):
            if line.version > VERSION:
                raise UsageError(
                    f"{path}: written by a newer quizapp (format {line.version}, this one knows"
                    f" {VERSION}): upgrade quizapp; nothing was changed"
                )
        else:
            found.facts.add(line)
            if isinstance(line, Answer):
                found.sources.setdefault(line.id, machine)


def _cut_off(data: bytes) -> str:
    return "not whole" if len(data) < MAX_LINE else f"longer than {MAX_LINE >> 20} MiB"


def _lines(file: BufferedReader) -> Iterator[bytes]:
    """The lines with their ends; of one that is too long the beginning, without an end."""
    while data := file.readline(MAX_LINE):
        yield data
        while data and not data.endswith(b"\n"):
            data = file.readline(_BLOCK)


def append(path: Path, lines: Sequence[bytes]) -> None:
    """Add whole lines to the file of this machine, made if it is not there; they are on the disk
    when this returns. Of lines that could not be written nothing stays."""
    with as_usage_error(path, "written", _LATER):
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(path, flags, 0o666)
        try:
            _append(descriptor, lines)
        finally:
            os.close(descriptor)
        _flush_folder(path.parent)


def _append(descriptor: int, lines: Sequence[bytes]) -> None:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise OSError("something that is no plain file is in its place")
    size = _cut_half_line(descriptor)
    data = memoryview(b"".join(lines if size else [written(Head(VERSION)), *lines]))
    try:
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _cut_half_line(descriptor: int) -> int:
    """Remove what a kill left at the end, which nobody has read; how long the file is then."""
    size = end = os.fstat(descriptor).st_size
    while end:
        start = max(0, end - _BLOCK)
        at = os.pread(descriptor, end - start, start).rfind(b"\n")
        if at >= 0:
            end = start + at + 1
            break
        end = start
    if end != size:
        os.ftruncate(descriptor, end)
    return end


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # not every file system has that
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
