"""What the processes of a run use, out of /proc."""

import os
import time
from pathlib import Path
from typing import NamedTuple

from quizapp.core.run import Limits

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_PROC = Path("/proc")
_REST = 9  # times as long as an exact count took, until the next one
_GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


class Usage(NamedTuple):
    """Of all processes of a run together; `memory` in bytes."""

    processes: int
    threads: int
    memory: int


class Meter:
    """Watches the memory of the caller's descendants. Adding up what is resident counts shared
    pages once per process and takes microseconds; only a sum above the limit is counted exactly,
    page by page, and not all of the time. `peak` leaves out what each process was born with."""

    def __init__(self) -> None:
        self.peak = 0
        self._inherited = 0
        self._exact = 0
        self._exact_sum = 0
        self._not_before = 0.0

    def begin(self) -> None:
        """The run begins: what its main process has resident now is inherited."""
        self._inherited = _sum(descendants()[:1])[2]
        self.peak = 0

    def look(self, limits: Limits) -> Usage:
        """What is used now; never too low by more than grew since the last exact count."""
        pids = descendants(limits.processes)
        if len(pids) > limits.processes:
            return Usage(len(pids), 0, 0)
        limit = limits.memory
        processes, threads, resident = _sum(pids)
        memory = resident
        if resident > limit:
            grown = resident - self._exact_sum
            if time.monotonic() >= self._not_before or grown > limit // 8:
                began = time.monotonic()
                self._exact, self._exact_sum = proportional(pids), resident
                self._not_before = time.monotonic() * (1 + _REST) - began * _REST
            memory = self._exact
        self.peak = max(self.peak, resident - processes * self._inherited)
        return Usage(processes, threads, memory)

    def last(self, resident: int) -> None:
        """The most that an ended process had resident."""
        self.peak = max(self.peak, resident - self._inherited)


def descendants(most: int = 1 << 20) -> list[int]:
    """Living processes below the caller, as /proc numbers them; no more than a few above `most`,
    since a run that has too many is to be ended and not to be counted."""
    found: list[int] = []
    todo = [int((_PROC / "self").readlink().name)]
    while todo and len(found) <= most:
        tasks = _PROC / str(todo.pop()) / "task"
        try:
            for task in tasks.iterdir():
                children = [int(pid) for pid in (task / "children").read_text().split()]
                todo.extend(children)
                found.extend(children)
        except _GONE:
            continue
    return found


def _sum(pids: list[int]) -> tuple[int, int, int]:
    processes = threads = pages = 0
    for pid in pids:
        try:
            resident = int((_PROC / str(pid) / "statm").read_text().split()[1])
            tasks = sum(1 for _ in (_PROC / str(pid) / "task").iterdir())
        except _GONE:
            continue
        processes += 1
        threads += tasks
        pages += resident
    return processes, threads, pages * _PAGE


def proportional(pids: list[int]) -> int:
    """Bytes that these processes really use: a page shared by n of them counts 1/n in each. Takes
    milliseconds per gigabyte."""
    total = 0
    for pid in pids:
        try:
            text = (_PROC / str(pid) / "smaps_rollup").read_text()
        except _GONE:
            continue
        for line in text.splitlines():
            if line.startswith(("Pss:", "SwapPss:")):
                total += int(line.split()[1]) * 1024
    return total


def folder_size(folder: str) -> int:
    """Bytes on disk below `folder`; counted no further than some thousand entries a look, each
    of which counts as a block even when it is empty."""
    total = entries = 0
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            entries += 1
            try:
                total += max(4096, os.lstat(os.path.join(parent, name)).st_blocks * 512)  # noqa: PTH118
            except OSError:
                continue
        if entries > 20_000:
            return max(total, entries << 16)
    return total
