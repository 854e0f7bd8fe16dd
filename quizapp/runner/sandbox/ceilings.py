"""What the kernel can hold each process of a run to by itself; the rest is watched from outside."""

import os
import resource
import sys
from pathlib import Path

from quizapp.core.run import Limits
from quizapp.runner.messages import RunOrder

_HEADROOM = 1 << 30
_DESCRIPTORS = 1024  # what most systems give a process by themselves
# The app stays quick beside a run, and a run beside 20 busy processes still gets on.
_NICENESS = 2
_TASKS = 300  # the kernel sets no lower bound than this to process numbers


def most_tasks(limits: Limits) -> int:
    """How many processes and threads a run may have together. OpenMP starts a thread per core."""
    return max(_TASKS, 4 * limits.processes)


def lower(order: RunOrder, *, namespaced: bool) -> None:
    """Lower this process's own ceilings to the limits of its run, for good."""
    limits = order.job.limits
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, limits.file_size)
    _lower(resource.RLIMIT_NOFILE, _DESCRIPTORS)
    if namespaced:
        # Counted per user namespace; elsewhere the user's other processes would count too. Root
        # is not held to it: there the namespace's largest process number does the same.
        _lower(resource.RLIMIT_NPROC, most_tasks(limits))
    if sys.platform == "linux" and order.device == "cpu":
        _lower(resource.RLIMIT_DATA, _private_data() + limits.memory + _HEADROOM)
    os.nice(_NICENESS)


def _lower(what: int, value: int) -> None:
    _, most = resource.getrlimit(what)
    if most != resource.RLIM_INFINITY:
        value = min(value, most)
    resource.setrlimit(what, (value, value))


def _private_data() -> int:
    """Bytes that RLIMIT_DATA counts already."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0
