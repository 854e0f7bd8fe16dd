"""What protects the machine from a run: walls, put up around its processes one after the other.

Namespaces take the run's processes, the network and most of the file system into a world of its
own; Landlock holds whatever it does to some folders; seccomp refuses the system calls that no
snippet needs; limits bound what it uses. The first may be refused (some containers, Ubuntu
24.04); Landlock then stands alone, and a stranger's code still runs confined.
"""

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from quizapp.core.run import Limits
from quizapp.runner.environment import environment
from quizapp.runner.protocol import Order

_SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/nix",
    "/opt/rocm",
    "/sys",
    "/proc",
)
_SETTINGS = (
    "passwd", "group", "nsswitch.conf", "hosts", "host.conf", "resolv.conf", "gai.conf",
    "protocols", "services", "localtime", "timezone", "os-release", "ld.so.cache", "ld.so.conf",
    "ld.so.conf.d", "alternatives", "fonts", "ssl", "pki", "mime.types", "locale.conf",
    "default/locale", "OpenCL", "matplotlibrc", "debian_version",
)  # fmt: skip
_DEVICES = ("null", "zero", "full", "random", "urandom")
_GPU_DEVICES = ("nvidia*", "nvidia-caps/*", "dri/*", "kfd", "dxg")
_HEADROOM = 1 << 30
_TIMEOUT = 20.0
_NICENESS = 5
_TASKS = 300  # the kernel sets no lower bound than this to process numbers


class Protection(NamedTuple):
    """`summary` is one line for the reader; `confined` is whether a run reaches nothing but its
    own folder, so that a stranger's code may run."""

    summary: str
    confined: bool


class Walls(NamedTuple):
    """What there is to build with: Landlock's version (0: none), and whether a run can have
    namespaces of its own and a filter of its system calls."""

    landlock: int
    namespaces: bool
    seccomp: bool

    @property
    def protection(self) -> Protection:
        parts = [f"Landlock {self.landlock}"] if self.landlock else []
        if self.namespaces:
            parts.append("user, PID, network, IPC and mount namespaces")
        if self.seccomp:
            parts.append("seccomp")
        if not self.landlock:
            return Protection(", ".join([*parts, "no Landlock: runs are not confined"]), False)
        return Protection(", ".join(parts), True)


class Post(NamedTuple):
    """Where a waiting child sits: the pipe its order will come by, those for its stdout, stderr
    and extras, the one to say farewell by, its own folder, the walls to put up, and whether it
    may rehearse a run."""

    order: int
    outputs: list[int]
    farewell: int
    device: str
    folder: str
    walls: Walls
    rehearse: bool


NO_WALLS = Walls(0, False, False)


def survey() -> Walls:
    """Try out what this kernel gives. Forks; for a process with a single thread."""
    if sys.platform != "linux":
        return NO_WALLS
    from quizapp.runner.sandbox import landlock, namespaces, seccomp

    return Walls(landlock.abi(), namespaces.work(), seccomp.available())


@functools.cache
def protection() -> Protection:
    """What protects on this machine; found out by a process of its own, the first time, in some
    tens of milliseconds."""
    if sys.platform != "linux":
        return Protection(f"nothing confines a run on {sys.platform}: no Landlock", False)
    program = Path(__file__).parents[1] / "inside" / "server.py"
    asked = subprocess.run(
        [sys.executable, str(program), "survey"],
        capture_output=True,
        timeout=_TIMEOUT,
        env=environment(Path(tempfile.gettempdir())),
        check=False,
    )
    if asked.returncode != 0:
        return Protection("nothing confines a run: the sandbox could not be tried out", False)
    return Walls(*json.loads(asked.stdout)).protection


def prepare_rules(walls: Walls, folder: str, device: str) -> Any:
    """A Landlock ruleset with all that every run may reach; None where there is no Landlock."""
    if not walls.landlock:
        return None
    from quizapp.runner.sandbox import landlock, namespaces

    rules = landlock.Ruleset(own_network=walls.namespaces)
    rules.allow([*_SYSTEM, *namespaces.interpreter_folders()], landlock.READ)
    rules.allow([f"/etc/{name}" for name in _SETTINGS], landlock.READ)
    rules.allow([folder, namespaces.SHARED_MEMORY], landlock.WRITE)
    rules.allow_devices(f"/dev/{name}" for name in _DEVICES)
    if device != "cpu":
        for pattern in _GPU_DEVICES:
            rules.allow_devices(map(str, Path("/dev").glob(pattern)))
    return rules


def close(walls: Walls, rules: Any, order: Order) -> None:
    """Put the walls up around this process: it is about to run somebody's code."""
    if sys.platform != "win32":
        _set_limits(order, namespaced=walls.namespaces)
    if walls != NO_WALLS:
        from quizapp.runner.sandbox import linux

        # Root's would reach past Landlock: one that may profile may read any process's memory.
        linux.drop_capabilities()
    if rules is not None:
        from quizapp.runner.sandbox import landlock

        rules.allow(order.reach, landlock.READ)
        rules.enforce()
    if walls.seccomp:
        from quizapp.runner.sandbox import seccomp

        seccomp.confine(own_network=walls.namespaces)


def most_tasks(limits: Limits) -> int:
    """How many processes and threads a run may have together. OpenMP starts a thread per core."""
    return max(_TASKS, 4 * limits.processes)


def _set_limits(order: Order, *, namespaced: bool) -> None:
    """What the kernel can hold each process to by itself; the rest is watched from outside."""
    import resource

    limits = order.job.limits
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, limits.file_size)
    if namespaced:
        # Counted per user namespace; elsewhere the user's other processes would count too. Root
        # is not held to it: there the namespace's largest process number does the same.
        _lower(resource.RLIMIT_NPROC, most_tasks(limits))
    if sys.platform == "linux" and order.device == "cpu":
        _lower(resource.RLIMIT_DATA, _private_data() + limits.memory + _HEADROOM)
    os.nice(_NICENESS)


def _lower(what: int, value: int) -> None:
    import resource

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
