"""How much time a run has had of its own, however busy the machine was meanwhile.

The kernel counts for each thread how long it ran, and how long it waited for a core that others
had: the first two numbers of /proc/PID/task/TID/schedstat, in nanoseconds. It adds a wait when that
is over, so a thread that has not run since the last look is asked whether it waits now. Where a
kernel does not count waits, a thread that is seen to be runnable is taken to have waited whenever
it did not run. Systems other than Linux do not tell: there all time is the run's own.
"""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from quizapp.runner.processes import GONE, PROC

_REST = 20  # times as long as a look took, until the next one that nothing calls for


class Account(NamedTuple):
    """Of one thread, in seconds: how long it `ran`, and `waited` for a core."""

    ran: float
    waited: float


_NEW = Account(0.0, 0.0)


class OwnTime:
    """Seconds that a run has had: wall time, less the part in which it wanted a core and had none.

    Sleeping is time of its own, and so is waiting for another thread of the run: where it has
    several, what is taken off is the share that it did not get of the cores it could have used. A
    run alone on its machine therefore gets no second more, however many threads it has."""

    def __init__(self) -> None:
        self._cores = cores()
        self._accounts: dict[str, Account] = {}
        self._began = self._looked = self._not_before = time.monotonic()
        self.seconds = 0.0

    def begin(self, pids: Iterable[int]) -> None:
        """The run begins, with these processes; what they did before is none of its time."""
        self._accounts = {}
        for task in _tasks(pids):
            with contextlib.suppress(*GONE):
                self._accounts[task] = _account(task)
        self._began = self._looked = self._not_before = time.monotonic()
        self.seconds = 0.0

    def reached(self, seconds: float, pids: Iterable[int]) -> bool:
        """Whether the run has had so much. `pids` are its processes, as /proc numbers them. To be
        asked every now and then: what a thread did between the last look at it and its end is not
        known."""
        now = time.monotonic()
        wall = now - self._looked
        if wall and (now >= self._not_before or self.seconds + wall >= seconds):
            self._look(pids, wall)
            self._looked = now
            self._not_before = now + _REST * (time.monotonic() - now)
            self.seconds = min(self.seconds, now - self._began)
        return self.seconds >= seconds

    def _look(self, pids: Iterable[int], wall: float) -> None:
        ran = 0.0
        wanted: dict[frozenset[int], float] = {}  # by the cores that threads are bound to
        accounts = {}
        for task in _tasks(pids):
            before = self._accounts.get(task, _NEW)
            try:
                now = _account(task)
                if now.ran < before.ran:  # a new thread under the number of an old one
                    before = _NEW
                runs = min(wall, now.ran - before.ran)
                waits = now.waited - before.waited
                if (not runs or not _COUNTS_WAITS) and before != _NEW and _is_runnable(task):
                    waits = wall
            except GONE:
                continue
            # What there is no room for in this stretch of time is left for the next.
            waits = min(max(0.0, waits), wall - runs)
            accounts[task] = Account(now.ran, before.waited + waits)
            ran += runs
            bound = _bound_to(task)
            wanted[bound] = wanted.get(bound, 0.0) + runs + waits
        self._accounts = accounts
        # Threads that share a core since they bound themselves to it take it from each other.
        most = sum(min(mine, len(bound) * wall) for bound, mine in wanted.items())
        self.seconds += wall - missed(wall, ran, max(0.0, most - ran), self._cores)


class WallTime:
    """The same question, answered by the clock alone."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """The seconds so far."""
        return time.monotonic() - self._began

    def begin(self, pids: Iterable[int]) -> None:
        """The run begins."""
        self._began = time.monotonic()

    def reached(self, seconds: float, pids: Iterable[int]) -> bool:
        """Whether the run has had so much."""
        return self.seconds >= seconds


def missed(wall: float, ran: float, waited: float, cores: float) -> float:
    """The part of `wall` that a run lost to others, where its threads together `ran` and `waited`
    so long. It could have used no more cores than there are, and no more than it had threads that
    wanted one."""
    wanted = min(ran + waited, cores * wall)
    return (wanted - ran) / max(1.0, wanted / wall)


def cores() -> float:
    """How many cores this process may use, which in a container may be a part of one."""
    allowed = len(os.sched_getaffinity(0))
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
    except (OSError, ValueError):
        return allowed
    return allowed if quota == "max" else min(allowed, int(quota) / int(period))


def _tasks(pids: Iterable[int]) -> Iterator[str]:
    """The folders of these processes' threads."""
    for pid in pids:
        folder = f"{PROC}/{pid}/task"
        try:
            names = os.listdir(folder)  # noqa: PTH208
        except GONE:
            continue
        yield from (f"{folder}/{name}" for name in names)


def _bound_to(task: str) -> frozenset[int]:
    """The cores that a thread may run on."""
    try:
        return frozenset(os.sched_getaffinity(int(task.rpartition("/")[2])))
    except OSError:  # it has ended
        return frozenset(range(os.cpu_count() or 1))


def _account(task: str) -> Account:
    if _COUNTS_WAITS:
        ran, waited = _read(f"{task}/schedstat").split()[:2]
        return Account(int(ran) / 1e9, int(waited) / 1e9)
    user, system = _stat(task)[11:13]
    return Account((int(user) + int(system)) / os.sysconf("SC_CLK_TCK"), 0.0)


def _is_runnable(task: str) -> bool:
    return _stat(task)[0] == b"R"


def _stat(task: str) -> list[bytes]:
    """The fields after a thread's name, which is in brackets and may hold anything."""
    return _read(f"{task}/stat").rpartition(b")")[2].split()


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _counts_waits() -> bool:
    """A kernel that can count waits may have been told not to; all its numbers are 0 then. So are
    those of a process that was forked just now, so this is asked once, when that is long ago."""
    try:
        return _read(f"{PROC}/self/schedstat").split()[0] != b"0"
    except (OSError, IndexError):
        return False


_COUNTS_WAITS = _counts_waits()
