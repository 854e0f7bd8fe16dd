"""What a run holds by its open descriptors, where no process's memory and no folder shows it."""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from quizapp.runner.inside.memory_meter import TOO_MUCH
from quizapp.runner.processes import GONE, PROC, witness
from quizapp.runner.processes import stat as process_stat

_FREE = 32  # sockets that a run has before they count
_PIPE = 8192  # bytes in one that is full, where the user has many
_UNLINKED = " (deleted)"
_NO_NAME = ""
_LEAST, _REST = 0.1, 9  # seconds from look to look, or so many times as long as the look took


def open_descriptors(pids: list[int]) -> int:
    """How many these processes have open, all together."""
    return sum(_count(witness(pid)) for pid in pids)


def _count(pid: int) -> int:
    folder = PROC / str(pid) / "fd"
    try:
        return folder.stat().st_size or len(os.listdir(folder))  # noqa: PTH208 (Linux 6.2)
    except GONE:
        return 0


class Held(NamedTuple):
    """Bytes: of `memory` in the kernel, and on the `disk` in files that have no name any more."""

    memory: int = 0
    disk: int = 0


def held_in_namespace() -> Held:
    """Of the run in whose network namespace the caller is. A socket that is on its way from one
    process to another, and open nowhere, is counted, too."""
    words = (PROC / "net" / "sockstat").read_text().split()
    return Held(_in_sockets(int(words[words.index("used") + 1])))


class Descriptors:
    """Of the processes of a run that has no namespaces. `folder` is where they can make files. What
    is on its way from one to another is not seen."""

    def __init__(self, folder: Path) -> None:
        self._below = f"{folder}/"
        self._last = Held()
        self._not_before = 0.0

    def held(self, pids: list[int]) -> Held:
        """What they hold now, or did a moment ago: a look goes through all that they have open."""
        began = time.monotonic()
        if began >= self._not_before:
            self._last = self._look(pids)
            took = time.monotonic() - began
            self._not_before = began + took + max(_LEAST, _REST * took)
        return self._last

    def _look(self, pids: list[int]) -> Held:
        sockets: set[str] = set()
        pipes: set[str] = set()
        files: dict[int, int] = {}
        for pid in map(witness, pids):
            if not os.access(PROC / str(pid) / "fd", os.R_OK) and _lives(pid):
                return Held(0, TOO_MUCH)  # it runs a program that may not be read
            for target, path in _open_files(pid):
                if target.startswith("socket:"):
                    sockets.add(target)
                elif target.startswith("pipe:"):
                    pipes.add(target)
                elif target == _NO_NAME or (
                    target.endswith(_UNLINKED) and target.startswith(self._below)
                ):
                    with contextlib.suppress(*GONE):  # closed meanwhile
                        status = path.stat()
                        if stat.S_ISREG(status.st_mode):
                            files[status.st_ino] = status.st_blocks * 512
            for inode, size in self._unlinked_maps(pid):
                files.setdefault(inode, size)
        return Held(_in_sockets(len(sockets)) + len(pipes) * _PIPE, sum(files.values()))

    def _unlinked_maps(self, pid: int) -> Iterator[tuple[int, int]]:
        """Inode and mapped bytes of each mapped file that has no name any more."""
        try:
            text = (PROC / str(pid) / "maps").read_text(errors="replace")
        except GONE:
            return
        for line in text.split("\n"):
            if line.endswith(_UNLINKED) and self._below in line:
                extent, _, _, _, inode, _ = line.split(maxsplit=5)
                start, end = (int(part, 16) for part in extent.split("-"))
                yield int(inode), end - start


def _lives(pid: int) -> bool:
    """Whether it has memory still: one that is just ending, or whose parent has not yet asked how
    it ended, holds nothing that can be told."""
    fields = process_stat(pid)
    return fields is not None and int(fields[20]) > 0


def _open_files(pid: int) -> Iterator[tuple[str, Path]]:
    """What each descriptor of a process leads to, and the path by which it does; no name where that
    is longer than the kernel tells."""
    folder = PROC / str(pid) / "fd"
    try:
        numbers = os.listdir(folder)  # noqa: PTH208
    except GONE:
        return
    for number in numbers:
        path = folder / number
        try:
            yield os.readlink(path), path  # noqa: PTH115
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                yield _NO_NAME, path


def _in_sockets(count: int) -> int:
    """The most that so many sockets hold: what was sent and is not yet received."""
    if count <= _FREE:
        return 0
    return (count - _FREE) * 2 * int((PROC / "sys/net/core/wmem_default").read_text())
