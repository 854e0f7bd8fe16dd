"""What protects the machine from a run: walls, put up around its processes one after the other.

Namespaces take the run's processes, the network and most of the file system into a world of its
own; Landlock holds whatever it does to some folders; seccomp refuses the system calls that no
snippet needs; limits bound what it uses. The first may be refused (some containers, Ubuntu
24.04); Landlock then stands alone, and a stranger's code still runs confined.
"""

import functools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quizapp.runner.environment import command, environment
from quizapp.runner.messages import RunOrder

if TYPE_CHECKING:
    from quizapp.runner.sandbox.landlock import Ruleset

_TIMEOUT = 60.0  # seconds, of which a busy machine may need a few


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


NO_WALLS = Walls(0, False, False)


def survey() -> Walls:
    """Try out what this kernel gives. Forks; for a process with a single thread."""
    if sys.platform != "linux":
        return NO_WALLS
    from quizapp.runner.sandbox import allowed, landlock, namespaces, seccomp

    possible = namespaces.possible(allowed.interpreter())
    return Walls(landlock.abi(), possible, seccomp.available())


@functools.cache
def protection() -> Protection:
    """What protects on this machine; found out by a process of its own, the first time, in some
    tens of milliseconds."""
    if sys.platform != "linux":
        return Protection(f"nothing confines a run on {sys.platform}: no Landlock", False)
    try:
        asked = subprocess.run(
            command("survey"),
            capture_output=True,
            timeout=_TIMEOUT,
            env=environment(Path(tempfile.gettempdir())),
            check=True,
        )
    except subprocess.SubprocessError:
        return Protection("nothing confines a run: the sandbox could not be tried out", False)
    return Walls(*json.loads(asked.stdout)).protection


def prepare_rules(
    walls: Walls, folder: Path, installation: Iterable[Path], device: str
) -> "Ruleset | None":
    """A Landlock ruleset with all that every run may reach; None where there is no Landlock."""
    if not walls.landlock:
        return None
    from quizapp.runner.sandbox import allowed, landlock, namespaces

    rules = landlock.Ruleset(own_network=walls.namespaces)
    rules.allow([*allowed.SYSTEM, *allowed.SETTINGS, *installation], landlock.READ)
    rules.allow([Path("/proc")], landlock.READ)
    rules.allow([folder, namespaces.SHARED_MEMORY], landlock.WRITE)
    rules.allow(allowed.DEVICES, landlock.DEVICE)
    if device != "cpu":
        rules.allow(allowed.gpu_devices(), landlock.DEVICE)
    return rules


def put_up(walls: Walls, rules: "Ruleset | None", order: RunOrder) -> None:
    """Put the walls up around this process: it is about to run somebody's code."""
    if sys.platform != "win32":
        from quizapp.runner.sandbox import ceilings

        ceilings.lower(order, namespaced=walls.namespaces)
    if walls != NO_WALLS:
        from quizapp.runner.sandbox import linux

        # Root's would reach past Landlock: one that may profile may read any process's memory.
        linux.drop_capabilities()
    if rules is not None:
        from quizapp.runner.sandbox import landlock

        rules.allow(order.reach.paths, landlock.READ)
        rules.enforce()
    if walls.seccomp:
        from quizapp.runner.sandbox import seccomp

        seccomp.confine(own_network=walls.namespaces)
