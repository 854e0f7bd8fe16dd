"""How much memory the processes of a run use, out of /proc."""

import contextlib
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from quizapp.core.run import Limits
from quizapp.runner.processes import GONE, PROC, stat, witness

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_FIRST = 1.0  # seconds until the first exact count that nothing calls for
_LONGEST_PATH = 3_000  # letters; the kernel takes none above 4,096
TOO_MUCH = 1 << 60
_FEW = 32 << 20  # bytes touched, below which page tables are looked at only now and then
_SOME_TIME = 0.2  # seconds between such looks
_REST = 9  # times as long as an exact count took, until the next one


class Usage(NamedTuple):
    """Of all processes of a run together; `memory` in bytes."""

    processes: int
    threads: int
    memory: int


class MemoryMeter:
    """Watches the memory of a run's processes, each of which inherits most of what it has resident
    from the server and shares it.

    An exact count goes through every page and waits for a process that is just forking, so it is
    made where a bound, which the numbers in /proc/PID/stat give at once, is above the limit; and
    now and then, since a huge page counts as a single fault in that bound. `peak` leaves out what
    was inherited."""

    def __init__(self) -> None:
        self.peak = 0
        self._inherited = 0
        self._exact = 0
        self._exact_bound = 0
        self._not_before = 0.0
        self._tables: dict[int, int] = {}  # by process, as they were a moment ago
        self._tables_again = 0.0

    def begin(self, pids: list[int]) -> None:
        """The run begins, with these processes: what they have resident now is inherited."""
        self._inherited = sum(one.resident for one in map(_glance, pids) if one)
        self._not_before = time.monotonic() + _FIRST
        self.peak = 0

    def look(self, pids: list[int], limits: Limits) -> Usage:
        """What these use now. More processes than the limit has are not looked at one by one."""
        if len(pids) > limits.processes:
            return Usage(len(pids), 0, 0)
        glances = [one for one in map(_glance, pids) if one]
        tables = self._page_tables(glances)
        grown = sum(max(0, one.resident - self._inherited) for one in glances)
        bound = grown + sum(min(one.faulted, self._inherited) for one in glances)
        self.peak = max(self.peak, grown)
        if sum(one.resident for one in glances) > limits.memory:
            due = time.monotonic() >= self._not_before
            jumped = bound > limits.memory and bound - self._exact_bound > limits.memory // 8
            if due or jumped:
                began = time.monotonic()
                self._exact, self._exact_bound = proportional(pids), bound
                self._not_before = time.monotonic() * (1 + _REST) - began * _REST
        memory = self._exact if bound > limits.memory else max(bound, self._exact)
        return Usage(len(glances), sum(one.threads for one in glances), memory + tables)

    def _page_tables(self, glances: Sequence["_Glance"]) -> int:
        """What the kernel needs to find their pages: those of zeros are not resident, one in each
        gigabyte needs more than itself, and a fork inherits them untouched."""
        began = time.monotonic()
        if began >= self._tables_again:
            self._tables = {one.pid: _tables(one.pid) for one in glances}
            now = time.monotonic()
            self._tables_again = now + max(_SOME_TIME, _REST * (now - began))
        else:
            self._tables |= {one.pid: _tables(one.pid) for one in glances if one.faulted > _FEW}
        return sum(self._tables.get(one.pid, 0) for one in glances)

    def last(self, resident: int) -> None:
        """The most that an ended process had resident."""
        self.peak = max(self.peak, resident - self._inherited)


class _Glance(NamedTuple):
    """Of one process; `faulted` are the bytes that it touched for the first time."""

    pid: int
    threads: int
    faulted: int
    resident: int


def _glance(pid: int) -> _Glance | None:
    """None if the process has ended."""
    fields = stat(pid)
    if fields is not None and fields[0] == "Z":
        pid = witness(pid)
        fields = stat(pid)
    if fields is None:
        return None
    faulted = int(fields[7]) * _PAGE
    return _Glance(pid, int(fields[17]), faulted, int(fields[21]) * _PAGE)


def _tables(pid: int) -> int:
    try:
        text = (PROC / str(pid) / "status").read_text(errors="replace")
    except GONE:
        return 0
    _, found, rest = text.partition("\nVmPTE:")
    return int(rest.split(maxsplit=1)[0]) * 1024 if found else 0


def proportional(pids: list[int]) -> int:
    """Bytes that these processes really use: a page shared by n of them counts 1/n in each. Takes
    milliseconds per gigabyte."""
    total = 0
    for pid in map(witness, pids):
        try:
            text = (PROC / str(pid) / "smaps_rollup").read_text()
        except PermissionError:  # it runs a program that may not be read
            seen = _glance(pid)
            total += seen.resident if seen else 0
            continue
        except GONE:
            continue
        for line in text.splitlines():
            if line.startswith(("Pss:", "SwapPss:")):
                total += int(line.split()[1]) * 1024
    return total


def folder_size(folder: Path) -> int:
    """Bytes on disk below `folder`; counted no further than some thousand entries a look, each
    of which counts as a block even when it is empty. What lies too deep to be counted is taken for
    more than there may be."""
    total = entries = 0
    todo = [str(folder)]
    while todo:
        parent = todo.pop()
        if len(parent) > _LONGEST_PATH:
            return TOO_MUCH
        for entry in _entries(parent):
            entries += 1
            try:
                total += max(4096, entry.stat(follow_symlinks=False).st_blocks * 512)
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
            except OSError:
                continue
        if entries > 20_000:
            return max(total, entries << 16)
    return total


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in it; a folder that the run has closed to itself is opened again."""
    for _ in range(2):
        try:
            with os.scandir(folder) as found:
                return list(found)
        except PermissionError:
            with contextlib.suppress(OSError):
                os.chmod(folder, 0o700)  # noqa: PTH101
        except OSError:
            break
    return []
