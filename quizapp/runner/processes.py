"""Which processes a run has, out of /proc. Linux only."""

import contextlib
import errno
from pathlib import Path

PROC = Path("/proc")
# What reading the files of a process raises when it has ended.
GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


def descendants(most: int = 1 << 20, *, of: int | None = None) -> list[int]:
    """Living processes below `of`, by default the caller, as /proc numbers them; no more than a few
    above `most`, since a run that has too many is to be ended and not to be counted."""
    found: list[int] = []
    todo = [int((PROC / "self").readlink().name) if of is None else of]
    while todo and len(found) <= most:
        tasks = PROC / str(todo.pop()) / "task"
        try:
            for task in tasks.iterdir():
                children = [int(pid) for pid in (task / "children").read_text().split()]
                todo.extend(children)
                found.extend(children)
        except GONE:
            continue
    return found


def stat(pid: int) -> list[str] | None:
    """What /proc tells of a process behind its name, which is in brackets and may hold anything;
    None if it has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except GONE:
        return None


def witness(pid: int) -> int:
    """A thread of a process by which /proc tells of it: a main thread that has ended tells nothing,
    though others may live on."""
    fields = stat(pid)
    if fields is None or fields[0] != "Z" or int(fields[17]) < 2:
        return pid
    with contextlib.suppress(*GONE):
        for entry in (PROC / str(pid) / "task").iterdir():
            said = stat(int(entry.name))
            if said is not None and said[0] not in ("Z", "X"):
                return int(entry.name)
    return pid


def parent(pid: int) -> int:
    """The parent of a process, or of the one that a thread belongs to. Raises ProcessLookupError if
    there is none of this number."""
    try:
        text = (PROC / str(pid) / "status").read_text(errors="replace")
    except GONE:
        raise ProcessLookupError(errno.ESRCH, "no such process") from None
    return int(text.partition("\nPPid:")[2].split(maxsplit=1)[0])
